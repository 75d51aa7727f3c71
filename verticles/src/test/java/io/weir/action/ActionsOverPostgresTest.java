package io.weir.action;

import static io.weir.action.EngineFixture.start;
import static io.weir.action.FakeHandlers.ok;
import static io.weir.action.FakeHandlers.status;
import static io.weir.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.weir.action.handler.BatchCall;
import io.weir.action.handler.HandlerCall;
import io.weir.action.handler.HandlerOutcome;
import io.weir.action.handler.Handlers;
import io.weir.action.ledger.PgLedger;
import io.weir.bus.ActionReport;
import io.weir.bus.ActionReports;
import io.weir.bus.ActionState;
import io.weir.bus.ActionsSettled;
import io.weir.bus.BusAddress;
import io.weir.bus.BusCodecs;
import io.weir.bus.BusMessage;
import io.weir.bus.ReadActions;
import io.weir.bus.StartAction;
import io.weir.config.ActionsConfig;
import io.weir.config.ConsistencyConfig;
import io.weir.graph.action.ActionDefinition;
import io.weir.source.ActionEvents;
import io.weir.source.FakeGates;
import io.weir.store.StoreFixture;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole stage: the bus before it, PostgreSQL behind it. */
class ActionsOverPostgresTest {

    private final Map<String, ActionDefinition> actions = EngineFixture.actions();
    private final Map<String, AtomicInteger> callsById = new ConcurrentHashMap<>();
    private final Queue<String> ended = new ConcurrentLinkedQueue<>();
    private volatile Function<HandlerCall, HandlerOutcome> handler = call -> ok(Map.of("n", 1));
    private final FakeGates gates = new FakeGates();
    private StoreFixture store;

    @BeforeEach
    void deploy() {
        store = new StoreFixture();
        BusCodecs.register(bus());
        bus().<ActionsSettled>consumer(
                        BusAddress.ACTIONS_SETTLED,
                        message -> ended.addAll(message.body().ids()));
        deployNode("one");
    }

    @AfterEach
    void close() {
        store.close();
    }

    private String deployNode(String node) {
        ActionVerticle verticle = new ActionVerticle(
                () -> actions,
                Optional.of(new PgLedger(store.vertx(), store.store())),
                new Neighbours(new Counted(), gates, ActionEvents.NONE),
                ActionsConfig.DEFAULT,
                ConsistencyConfig.DEFAULT,
                store.metrics(),
                node,
                Clock.systemUTC(),
                new Random());
        return await(store.vertx().deployVerticle(verticle));
    }

    @Test
    void shouldStoreRunAndAnnounce() {
        // When
        ActionReport accepted = ask(start("create", "a", true, true, null));

        // Then
        assertThat(accepted.state()).isIn(ActionState.ACCEPTED, ActionState.IN_PROGRESS);
        await().untilAsserted(() -> assertThat(ended).contains(accepted.id()));
        assertThat(read(accepted.id()).result()).hasToString("{\"n\":1}");
        assertThat(read(accepted.id()).attempts()).isEqualTo(1);
    }

    @Test
    void shouldAnswerAClientThatWaitsAfterARetry() {
        // Given
        handler = call -> call.attempt() == 1 ? status(503) : ok(Map.of("n", 2));

        // When
        ActionReport report = ask(start("create", "a", true, false, null));

        // Then
        assertThat(report.state()).isEqualTo(ActionState.COMPLETED);
        assertThat(report.attempts()).isEqualTo(2);
    }

    @Test
    void shouldReplayAKey() {
        // Given
        ActionReport first = ask(start("create", "a", true, false, "key"));

        // When
        ActionReport second = ask(start("create", "a", true, false, "key"));

        // Then
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.replayed()).isTrue();
        assertThat(callsById.get(first.id())).hasValue(1);
    }

    @Test
    void shouldEndEveryOneOfMany() {
        // Given
        handler = call -> call.id().endsWith("0") && call.attempt() == 1 ? status(503) : ok(Map.of("n", 1));

        // When
        List<Future<Message<BusMessage>>> asked = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            asked.add(bus().request(BusAddress.ACTIONS, start("create", "a" + i, true, true, null)));
        }
        await(Future.all(asked));

        // Then
        await().untilAsserted(() -> assertThat(ended).hasSize(500));
        assertThat(callsById).hasSize(500);
    }

    @Test
    void shouldHandOverWhatAStoppedNodeLeft() {
        // Given: some wait for another attempt
        String two = deployNode("two");
        handler = call -> call.id().endsWith("0") && call.attempt() == 1 ? status(503) : ok(Map.of("n", 1));
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            ids.add(ask(start("create", "a", true, true, null)).id());
        }

        // When
        await(store.vertx().undeploy(two));

        // Then
        await().untilAsserted(() -> assertThat(ended).containsAll(ids));
    }

    private EventBus bus() {
        return store.vertx().eventBus();
    }

    private ActionReport ask(StartAction start) {
        return (ActionReport)
                await(bus().<BusMessage>request(BusAddress.ACTIONS, start)).body();
    }

    private ActionReport read(String id) {
        BusMessage answer = await(
                        bus().<BusMessage>request(BusAddress.ACTIONS, new ReadActions(List.of(id), "", false)))
                .body();
        return ((ActionReports) answer).reports().get(0);
    }

    /** Answers what the test says, and counts. */
    private final class Counted implements Handlers {

        @Override
        public Optional<String> refusal(
                ActionDefinition action, Map<String, Object> arguments, Map<String, String> headers) {
            return Optional.empty();
        }

        @Override
        public Future<HandlerOutcome> call(HandlerCall call) {
            callsById.computeIfAbsent(call.id(), id -> new AtomicInteger()).incrementAndGet();
            return Future.succeededFuture(handler.apply(call));
        }

        @Override
        public Future<HandlerOutcome> call(BatchCall call) {
            return Future.failedFuture("no batches here");
        }

        @Override
        public String upstream(ActionDefinition action) {
            return action.field();
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }
}
