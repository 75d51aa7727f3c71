package io.weir.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.ActionFailure;
import io.weir.bus.ActionRefused;
import io.weir.bus.ActionReport;
import io.weir.bus.ActionState;
import io.weir.bus.BusCodecs;
import io.weir.bus.ChangeAction;
import io.weir.bus.ReadActions;
import io.weir.bus.StartAction;
import io.weir.cluster.Alone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BusActionClientTest {

    private static final Duration SHORT = Duration.ofMillis(50);

    private final Vertx vertx = Vertx.vertx();
    private final BusActionClient client = new BusActionClient(vertx, Alone.of("n1", 1), 5);

    BusActionClientTest() {
        BusCodecs.register(vertx.eventBus());
        await(client.start());
    }

    @AfterEach
    void close() {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    private static String code(Future<?> future) {
        try {
            await(future);
            throw new AssertionError("it did not fail");
        } catch (CompletionException e) {
            return ((ActionException) e.getCause()).failure().code();
        }
    }

    private static StartAction start() {
        return new StartAction("save", Buffer.buffer("{}"), false, false, "", null, Map.of(), null, null, null, null);
    }

    private static ActionReport running(String id) {
        return Reports.open(id, "save", ActionState.IN_PROGRESS, 1);
    }

    private static ActionReport done(String id) {
        return Reports.done(id, "save", "{\"id\":7}");
    }

    @Test
    void shouldSayThatNoNodeRunsActions() {
        assertThat(code(client.start(start(), SHORT))).isEqualTo("ACTIONS_UNAVAILABLE");
        assertThat(code(client.read(List.of("a"), "", false))).isEqualTo("ACTIONS_UNAVAILABLE");
        assertThat(code(client.change("a", "", ChangeAction.Change.CANCEL))).isEqualTo("ACTIONS_UNAVAILABLE");
        assertThat(code(client.await("a", "").ended())).isEqualTo("ACTIONS_UNAVAILABLE");
    }

    @Test
    void shouldNotClaimToKnowWhatBecameOfAnActionThatGaveNoAnswer() {
        new ActionNode(vertx).silence();
        assertThat(code(client.start(start(), SHORT))).isEqualTo("ACTION_TIMEOUT");
    }

    @Test
    void shouldHandOnReportsAndRefusals() {
        // Given
        ActionNode node = new ActionNode(vertx);

        // When
        node.onStart(start -> done("a"));
        ActionReport report = await(client.start(start(), SHORT));
        node.onStart(start -> new ActionRefused(ActionFailure.of("TEAPOT", "no coffee")));

        // Then
        assertThat(report.result()).hasToString("{\"id\":7}");
        assertThat(code(client.start(start(), SHORT))).isEqualTo("TEAPOT");
        assertThat(await(client.read(List.of("a", "b"), "", true))).containsExactly(report);
        assertThat(await(client.change("a", "", ChangeAction.Change.RETRY))).isEqualTo(report);
        assertThat(code(client.change("b", "", ChangeAction.Change.RETRY))).isEqualTo("NOT_FOUND");
    }

    @Test
    void shouldGiveAnActionThatHasEndedAtOnce() {
        // Given
        ActionNode node = new ActionNode(vertx);
        node.store(done("a"));

        // When
        ActionClient.Wait wait = client.await("a", "");

        // Then
        assertThat(await(wait.begun())).isEqualTo(done("a"));
        assertThat(await(wait.ended())).isEqualTo(done("a"));
        assertThat(client.waits()).isZero();
    }

    @Test
    void shouldRefuseToWaitForWhatDoesNotExist() {
        // Given
        new ActionNode(vertx);

        // When
        ActionClient.Wait wait = client.await("nope", "");

        // Then
        assertThat(code(wait.begun())).isEqualTo("NOT_FOUND");
        assertThat(code(wait.ended())).isEqualTo("NOT_FOUND");
        assertThat(client.waits()).isZero();
    }

    @Test
    void shouldTellAllWhoWaitOnceAnActionHasEnded() {
        // Given
        ActionNode node = new ActionNode(vertx);
        node.store(running("a"));
        ActionClient.Wait first = client.await("a", "");
        ActionClient.Wait second = client.await("a", "");
        assertThat(await(first.begun())).isEqualTo(running("a"));
        assertThat(await(second.begun())).isEqualTo(running("a"));

        // When
        node.settle(done("a"));

        // Then
        assertThat(await(first.ended())).isEqualTo(done("a"));
        assertThat(await(second.ended())).isEqualTo(done("a"));
        assertThat(client.waits()).isZero();
    }

    @Test
    void shouldFindOutByItselfWhenNoHintComes() {
        // Given
        ActionNode node = new ActionNode(vertx);
        List<ActionClient.Wait> waits = new ArrayList<>();
        for (String id : List.of("a", "b", "c")) {
            node.store(running(id));
            waits.add(client.await(id, ""));
        }
        waits.forEach(wait -> await(wait.begun()));
        long before = node.reads();

        // When
        List.of("a", "b", "c").forEach(id -> node.store(done(id)));
        waits.forEach(wait -> await(wait.ended()));

        // Then all were read in one request
        assertThat(node.reads() - before).isEqualTo(1);
        assertThat(((ReadActions) node.asked.get(node.asked.size() - 1)).ids())
                .containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void shouldForgetWhoGivesUpAndAskNoMore() {
        // Given
        ActionNode node = new ActionNode(vertx);
        node.store(running("a"));
        ActionClient.Wait wait = client.await("a", "");
        await(wait.begun());

        // When
        wait.cancel();
        node.settle(done("a"));
        node.store(running("b"));
        ActionClient.Wait other = client.await("b", "");
        await(other.begun());
        node.settle(done("b"));
        await(other.ended());

        // Then
        assertThat(wait.ended().isComplete()).isFalse();
        assertThat(client.waits()).isZero();
        assertThat(node.asked)
                .filteredOn(read -> ((ReadActions) read).ids().contains("a"))
                .as("only when the wait began")
                .hasSize(1);
    }

    @Test
    void shouldWaitNoLongerThanItsPatience() {
        // Given
        ActionNode node = new ActionNode(vertx);
        node.store(running("a"));

        // When, then
        assertThat(await(client.await("a", "").endedWithin(SHORT))).isEmpty();
        assertThat(client.waits()).isZero();
        Future<Optional<ActionReport>> end = client.await("a", "").endedWithin(Duration.ofMinutes(1));
        node.settle(done("a"));
        assertThat(await(end)).contains(done("a"));
        assertThat(code(client.await("b", "").endedWithin(SHORT))).isEqualTo("NOT_FOUND");
    }

    @Test
    void shouldKeepNoMoreWaitsThanItMay() {
        // Given
        ActionNode node = new ActionNode(vertx);
        node.store(running("a"));
        List<ActionClient.Wait> kept =
                IntStream.range(0, 5).mapToObj(i -> client.await("a", "")).toList();

        // When
        ActionClient.Wait refused = client.await("a", "");

        // Then
        assertThat(code(refused.begun())).isEqualTo("TOO_MANY_WAITS");
        kept.get(0).cancel();
        assertThat(await(client.await("a", "").begun())).isEqualTo(running("a"));
    }

    @Test
    void shouldGiveExactlyOneResultHoweverSettlingAndWaitingMeet() {
        // Given
        BusActionClient many = new BusActionClient(vertx, Alone.of("n1", 1));
        await(many.start());
        ActionNode node = new ActionNode(vertx);
        int races = 1000;
        AtomicInteger results = new AtomicInteger();
        IntStream.range(0, races).forEach(i -> node.store(running("r" + i)));

        // When each action ends while its client begins to wait
        for (int i = 0; i < races; i++) {
            String id = "r" + i;
            vertx.getOrCreateContext().runOnContext(turn -> node.settle(done(id)));
            vertx.getOrCreateContext()
                    .runOnContext(turn -> many.await(id, "").ended().onSuccess(end -> results.incrementAndGet()));
        }

        // Then
        Awaitility.await().until(() -> results.get() >= races && many.waits() == 0);
        assertThat(results).hasValue(races);
    }
}
