package io.weir.action;

import static io.weir.action.EngineFixture.start;
import static io.weir.action.FakeHandlers.ok;
import static io.weir.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import io.weir.action.ledger.PgLedger;
import io.weir.bus.ActionReport;
import io.weir.bus.ActionReports;
import io.weir.bus.ActionState;
import io.weir.bus.BusAddress;
import io.weir.bus.BusCodecs;
import io.weir.bus.BusMessage;
import io.weir.bus.ReadActions;
import io.weir.bus.StartAction;
import io.weir.config.ActionsConfig;
import io.weir.config.ConsistencyConfig;
import io.weir.source.ActionEvents;
import io.weir.source.FakeGates;
import io.weir.store.StoreFixture;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Actions whose systems are waited for: the bus before them, PostgreSQL behind them, two nodes. */
class GatedActionsOverPostgresTest {

    private final FakeGates gates = new FakeGates();
    private final FakeHandlers handlers = new FakeHandlers();
    private StoreFixture store;
    private String one;

    @BeforeEach
    void deploy() {
        store = new StoreFixture();
        BusCodecs.register(bus());
        handlers.then(ok(Map.of("id", "7")));
        gates.close();
        one = deployNode("one");
    }

    @AfterEach
    void close() {
        store.close();
    }

    private String deployNode(String node) {
        ActionVerticle verticle = new ActionVerticle(
                EngineFixture::actions,
                Optional.of(new PgLedger(store.vertx(), store.store())),
                new Neighbours(handlers, gates, ActionEvents.NONE),
                ActionsConfig.DEFAULT,
                ConsistencyConfig.DEFAULT,
                store.metrics(),
                node,
                Clock.systemUTC(),
                new Random());
        return await(store.vertx().deployVerticle(verticle));
    }

    @Test
    void shouldGoOnAfterACrashWithoutTheHandler() {
        // Given
        String id = committed();

        // When: its lease has run out, and the node that had it says no more
        gates.open();
        store.database().update("update weir.action set due_at = now() - interval '1 second', epoch = epoch + 1");

        // Then
        await().untilAsserted(() -> assertThat(read(id).state()).isEqualTo(ActionState.COMPLETED));
        assertThat(handlers.calls).hasSize(1);
        assertThat(read(id).result()).hasToString("{\"id\":\"7\"}");
        assertThat(read(id).gate().passed()).isTrue();
    }

    @Test
    void shouldGoOnWhereANodeHasStopped() {
        // Given
        String id = committed();
        deployNode("two");

        // When
        gates.open();
        await(store.vertx().undeploy(one));

        // Then
        await().untilAsserted(() -> assertThat(read(id).state()).isEqualTo(ActionState.COMPLETED));
        assertThat(handlers.calls).hasSize(1);
        assertThat(read(id).attempts()).isEqualTo(1);
    }

    @Test
    void shouldTellAClientThatTheWriteIsMadeAndItsRepeatTheSame() {
        // Given
        StartAction save = start("save", "a", true, false, "key");

        // When
        Future<BusMessage> asked = ask(save);
        await().until(() -> !gates.waits.isEmpty());
        gates.last().timeOut("search");
        await().until(() -> gates.waits.size() == 2);
        gates.last().open();

        // Then
        ActionReport done = (ActionReport) await(asked);
        ActionReport repeated = (ActionReport) await(ask(save));
        assertThat(done.gate().passed()).isTrue();
        assertThat(repeated.replayed()).isTrue();
        assertThat(repeated.gate()).isEqualTo(done.gate());
        assertThat(handlers.calls).hasSize(1);
    }

    /** An action whose handler is done, and whose gate is closed. */
    private String committed() {
        String id = ((ActionReport) await(ask(start("save", "a", true, true, null)))).id();
        await().untilAsserted(() -> assertThat(read(id).committed()).isTrue());
        return id;
    }

    private EventBus bus() {
        return store.vertx().eventBus();
    }

    private Future<BusMessage> ask(StartAction start) {
        return bus().<BusMessage>request(BusAddress.ACTIONS, start).map(answer -> answer.body());
    }

    private ActionReport read(String id) {
        BusMessage answer = await(
                        bus().<BusMessage>request(BusAddress.ACTIONS, new ReadActions(List.of(id), "", false)))
                .body();
        return ((ActionReports) answer).reports().get(0);
    }
}
