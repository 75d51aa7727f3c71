package io.weir.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.weir.bus.ActionReport;
import io.weir.bus.ActionState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ActionWaitsTest {

    private final Vertx vertx = Vertx.vertx();
    private final List<List<String>> reads = new ArrayList<>();
    private final Map<String, ActionReport> stored = new HashMap<>();
    private final ActionWaits waits = new ActionWaits(vertx, 10_000, this::read);

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private synchronized Future<List<ActionReport>> read(List<String> ids, String owner) {
        reads.add(List.copyOf(ids));
        return Future.succeededFuture(ids.stream()
                .map(id -> stored.get(owner + id))
                .filter(Objects::nonNull)
                .toList());
    }

    private synchronized void store(String owner, ActionReport report) {
        stored.put(owner + report.id(), report);
    }

    private static ActionReport running(String id) {
        return Reports.open(id, "f", ActionState.IN_PROGRESS, 1);
    }

    @Test
    void shouldReadAtOnceWhatIsSaidToHaveEnded() {
        // Given
        store("", running("a"));
        ActionClient.Wait wait = waits.await("a", "");
        store("", Reports.done("a", "f", "{}"));
        reads.clear();

        // When
        waits.onSettled(List.of("x", "a", "y"));

        // Then
        assertThat(reads).containsExactly(List.of("a"));
        assertThat(waits.size()).isZero();
        assertThat(wait.ended().toCompletionStage().toCompletableFuture().join().state())
                .isEqualTo(ActionState.COMPLETED);
    }

    @Test
    void shouldReadNothingWhenNoOneWaits() {
        waits.onSettled(List.of("a"));
        assertThat(reads).isEmpty();
    }

    @Test
    void shouldAskForEachOwnersActionsApart() {
        // Given
        store("ann", running("a"));
        waits.await("a", "ann");
        waits.await("a", "bob"); // has no such action
        assertThat(waits.size()).isEqualTo(1);
        store("ann", Reports.done("a", "f", "{}"));

        // When
        waits.onSettled(List.of("a"));

        // Then
        assertThat(waits.size()).isZero();
    }

    @Test
    void shouldReadManyInBatches() {
        // Given
        List<String> ids = IntStream.range(0, 2 * ActionWaits.BATCH + 1)
                .mapToObj(i -> "a" + i)
                .toList();
        ids.forEach(id -> {
            store("", running(id));
            waits.await(id, "");
        });
        reads.clear();

        // When
        waits.onSettled(ids);

        // Then
        assertThat(reads).extracting(List::size).containsExactly(ActionWaits.BATCH, ActionWaits.BATCH, 1);
        assertThat(waits.size()).isEqualTo(ids.size());
    }
}
