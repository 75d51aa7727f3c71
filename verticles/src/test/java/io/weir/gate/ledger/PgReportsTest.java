package io.weir.gate.ledger;

import static io.weir.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.weir.bus.SystemsAdvanced.Advance;
import io.weir.config.PoolConfig;
import io.weir.store.StoreFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reports in a real database. */
class PgReportsTest {

    private static final Subject ORDER = Subject.key("search", "Order:7");

    private final StoreFixture store = new StoreFixture();
    private final PgReports reports = new PgReports(store.vertx(), store.store());

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void shouldKeepTheGreatestOfWhatIsReported() {
        // when
        await(reports.store(List.of(ORDER.at(5), ORDER.at(7), ORDER.at(6))));
        await(reports.store(List.of(ORDER.at(3))));

        // then
        assertThat(read(ORDER)).containsExactly(ORDER.at(7));
    }

    @Test
    void shouldTellSubjectsAndSystemsApart() {
        // given
        Subject other = Subject.key("index", "Order:7");
        Subject log = Subject.log("index", 7);
        await(reports.store(List.of(ORDER.at(1), other.at(2), log.at(3))));

        // then
        assertThat(read(ORDER, Subject.key("search", "Order:8"), log))
                .containsExactlyInAnyOrder(ORDER.at(1), log.at(3));
        assertThat(read(other)).containsExactly(other.at(2));
    }

    @Test
    void shouldKeepTheGreatestHoweverManyReportAtOnce() {
        // given
        StoreFixture second = new StoreFixture(store.database(), PoolConfig.DEFAULT);
        await(second.store().start());
        PgReports elsewhere = new PgReports(second.vertx(), second.store());
        Random random = new Random(7);
        List<Future<Void>> all = new ArrayList<>();

        // when
        for (int round = 1; round <= 200; round++) {
            int version = round;
            List<Advance> batch = new ArrayList<>(IntStream.range(0, 1 + random.nextInt(40))
                    .mapToObj(key -> Subject.key("search", "k" + key).at(version))
                    .toList());
            batch.add(ORDER.at(version));
            Collections.shuffle(batch, random);
            all.add((round % 2 == 0 ? reports : elsewhere).store(batch));
        }
        await(Future.all(all));

        // then
        assertThat(read(ORDER)).containsExactly(ORDER.at(200));
        second.close();
    }

    @Test
    void shouldReadForManyAtOnceWhatEachHasAskedFor() {
        // given
        List<Advance> stored = IntStream.range(0, 100)
                .mapToObj(key -> Subject.key("search", "k" + key).at(key))
                .toList();
        await(reports.store(stored));

        // when
        List<Future<List<Advance>>> read = stored.stream()
                .map(advance -> reports.read(List.of(Subject.of(advance), ORDER)))
                .toList();

        // then
        for (int i = 0; i < 100; i++) {
            assertThat(await(read.get(i))).containsExactly(stored.get(i));
        }
    }

    @Test
    void shouldKnowNoActionThatIsNot() {
        assertThat(await(reports.known(List.of(UUID.randomUUID())))).isEmpty();
    }

    @Test
    void shouldForgetWhatIsOldButNoPlaceInTheLog() {
        // given
        Subject log = Subject.log("model", 7);
        Subject fresh = Subject.key("search", "fresh");
        await(reports.store(List.of(ORDER.at(1), log.at(1))));
        store.database().update("update weir.consistency_report set reported_at = now() - interval '8 days'");
        await(reports.store(List.of(fresh.at(1))));

        // when
        int forgotten = await(reports.forget(Duration.ofDays(7)));

        // then
        assertThat(forgotten).isEqualTo(1);
        assertThat(read(ORDER, log, fresh)).containsExactlyInAnyOrder(log.at(1), fresh.at(1));
    }

    private List<Advance> read(Subject... subjects) {
        return await(reports.read(List.of(subjects)));
    }
}
