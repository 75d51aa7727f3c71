package io.weir.action;

import static io.weir.action.EngineFixture.report;
import static io.weir.action.FakeHandlers.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.action.ledger.Settlement;
import io.weir.bus.ActionReport;
import io.weir.bus.ActionState;
import io.weir.bus.StartAction;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The events of actions that are done. */
class DoneActionsTest {

    private static final Duration LATEST = Duration.ofMillis(40);

    private final EngineFixture node = new EngineFixture();

    @Test
    void shouldTellOfEachStoredActionOnce() {
        // Given
        node.handlers.then(status(503));

        // When
        ActionReport later = report(node.later("again"));
        node.pass(Duration.ofMinutes(1));
        ActionReport awaited = report(node.durable("create"));

        // Then
        assertThat(node.events).extracting(ActionReport::id).containsExactly(later.id(), awaited.id());
        assertThat(node.events).allSatisfy(event -> {
            assertThat(event.state()).isEqualTo(ActionState.COMPLETED);
            assertThat(event.result()).isNotNull();
        });
    }

    @Test
    void shouldTellHowManyEventsLedToAnAction() {
        // Given
        StartAction plain = EngineFixture.start("create", "a", true, true, null);

        // When
        node.engine.ask(new StartAction(
                plain.field(),
                plain.arguments(),
                true,
                true,
                "",
                null,
                Map.of("weir-depth", "3"),
                plain.operation(),
                null,
                null,
                null));
        report(node.later("create"));

        // Then
        assertThat(node.depths).containsExactly(3, 0);
    }

    @Test
    void shouldLeaveToItsClientsNodeWhatIsNotStored() {
        // When
        node.sync("create");

        // Then
        assertThat(node.events).isEmpty();
    }

    @Test
    void shouldTellNothingOfWhatFailed() {
        // Given
        node.handlers.then(status(404));

        // When
        node.later("create");

        // Then
        assertThat(node.ledger.only().state).isEqualTo(ActionState.FAILED);
        assertThat(node.events).isEmpty();
    }

    @Test
    void shouldTellBeforeItStoresTheEnd() {
        // Given
        Promise<Boolean> event = Promise.promise();
        node.published = event.future();

        // When
        var answer = node.durable("create");

        // Then
        assertThat(answer.isComplete()).isFalse();
        assertThat(node.ledger.settlements).isEmpty();
        event.complete(true);
        assertThat(report(answer).state()).isEqualTo(ActionState.COMPLETED);
    }

    @Test
    void shouldNotBeHeldUpByAnEvent() {
        // Given
        Promise<Boolean> event = Promise.promise();
        node.published = event.future();
        var answer = node.durable("create");

        // When
        node.pass(LATEST);
        event.complete(true);

        // Then
        assertThat(report(answer).state()).isEqualTo(ActionState.COMPLETED);
        assertThat(node.ledger.settlements).singleElement().isInstanceOf(Settlement.Completed.class);
    }

    @Test
    void shouldEndWhateverBecomesOfItsEvent() {
        // Given
        node.noEvents = true;

        // When
        ActionReport done = report(node.durable("save"));

        // Then
        assertThat(done.state()).isEqualTo(ActionState.COMPLETED);
    }

    @Test
    void shouldAskTheGateOnceTheEventIsWhereSystemsFindIt() {
        // Given
        Promise<Boolean> event = Promise.promise();
        node.published = event.future();
        var answer = node.durable("save");

        // When
        node.pass(LATEST);

        // Then
        assertThat(node.gates.waits).isEmpty();
        assertThat(node.ledger.settlements).singleElement().isInstanceOf(Settlement.Answered.class);
        event.complete(true);
        assertThat(report(answer).gate().passed()).isTrue();
    }

    @Test
    void shouldAskNoGateForAReaderOfTheLogBeforeTheLogHasTheEvent() {
        // Given: the log is away, and says that it has everything
        node.published = Future.succeededFuture(false);
        var answer = node.durable("project");

        // When
        node.pass(Duration.ofSeconds(1));

        // Then
        assertThat(node.gates.waits).isEmpty();
        assertThat(answer.isComplete()).isFalse();
        assertThat(node.ledger.only().gate)
                .as("whoever takes it over tells it first")
                .isNull();
        node.published = Future.succeededFuture(true);
        node.pass(Duration.ofSeconds(10));
        assertThat(node.gates.waits).hasSize(1);
        assertThat(node.ledger.only().gate.passed()).isTrue();
        assertThat(node.events)
                .hasSizeGreaterThan(2)
                .allMatch(event -> event.id().equals(node.events.get(0).id()));
    }

    @Test
    void shouldSayThatAReaderOfTheLogDoesNotShowWhatTheLogNeverGot() {
        // Given
        node.published = Future.succeededFuture(false);
        var answer = node.durable("project");

        // When
        node.pass(Duration.ofSeconds(7));

        // Then
        assertThat(report(answer).committed()).isTrue();
        node.pass(Duration.ofHours(2));
        assertThat(node.ledger.only().state).isEqualTo(ActionState.COMPLETED);
        assertThat(node.ledger.only().gate.passed()).isFalse();
        assertThat(node.gates.waits).isEmpty();
    }
}
