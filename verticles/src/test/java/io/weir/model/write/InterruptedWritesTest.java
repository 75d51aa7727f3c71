package io.weir.model.write;

import static io.weir.model.write.Shop.ORDER;
import static io.weir.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.error.ErrorCode;
import io.weir.model.ModelException;
import io.weir.testing.Postgres;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The server is killed, again and again, under writers who go on. */
class InterruptedWritesTest {

    private static final int WRITERS = 10;
    private static final int KILLS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final WritesFixture shop = new WritesFixture();
    private final Map<String, Object> confirmed = new ConcurrentHashMap<>();
    private final Set<Object> outcomes = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    @AfterEach
    void stop() {
        Postgres.server();
        shop.close();
    }

    @Test
    void shouldLoseNothingThatWasConfirmedAndTellNothingThatWasNotDone() {
        // given
        List<Future<Void>> writers =
                IntStream.range(0, WRITERS).mapToObj(this::write).toList();

        // when
        for (int kill = 1; kill <= KILLS; kill++) {
            int enough = confirmed.size() + 200;
            Awaitility.await().atMost(PATIENCE).until(() -> confirmed.size() > enough);
            Postgres.server().kill();
            Postgres.server().start();
        }
        int enough = confirmed.size() + 200;
        Awaitility.await().atMost(PATIENCE).until(() -> confirmed.size() > enough);
        ended = true;
        await(Future.join(writers));

        // then
        Map<String, Object> told = new HashMap<>();
        for (Map<String, Object> event : shop.events()) {
            String id = (String) event.get("id");
            assertThat(event.get("before")).isEqualTo(told.put(id, event.get("after")));
        }
        Map<String, Object> rows = new HashMap<>();
        for (String id : shop.store.database().query("select id from weir_model.\"Order\"")) {
            rows.put(id, shop.update(ORDER, id, Map.of()));
        }
        assertThat(rows).isEqualTo(told);
        assertThat(rows).containsAllEntriesOf(confirmed);
        assertThat(outcomes).contains("UNKNOWN").isSubsetOf(Set.of("UNKNOWN", "NOT_DONE"));
    }

    /** Makes a row and changes it, then the next one. */
    private Future<Void> write(int writer) {
        Promise<Void> end = Promise.promise();
        next(writer, 0, end);
        return end.future();
    }

    private void next(int writer, int turn, Promise<Void> end) {
        if (ended) {
            end.complete();
            return;
        }
        String id = writer + "." + turn;
        shop.writes
                .create(ORDER, Map.of("id", id), 0)
                .compose(made -> shop.writes.update(ORDER, id, Map.of("state", "CHARGED"), 1, 0))
                .onSuccess(row -> confirmed.put(id, row))
                .onFailure(this::onFailure)
                .onComplete(done -> shop.store.vertx().setTimer(1, then -> next(writer, turn + 1, end)));
    }

    private void onFailure(Throwable failure) {
        ModelException refused = (ModelException) failure;
        assertThat(refused.code()).isEqualTo(ErrorCode.MODELS_UNAVAILABLE);
        outcomes.add(refused.details().get("outcome"));
    }
}
