package io.weir.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.ActionOperation;
import io.weir.bus.ActionReport;
import io.weir.bus.ActionState;
import io.weir.bus.SystemOutcome.Outcome;
import io.weir.graph.Graph;
import io.weir.graph.action.OnTimeout;
import io.weir.source.FakeGates;
import io.weir.source.Reports;
import io.weir.source.ScriptedActions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Actions that are done while systems do not show it yet, or never do. */
class GatedActionTest {

    private static final Graph GRAPH = GateFixture.graph("""
            type Mutation {
              make(name: String): Made @action(url: "http://api/make", affects: ["search", "mail"])
              lax: Made @action(url: "http://api/make", affects: ["search", "mail"], onTimeout: STALE)
              later: Made @action(url: "http://api/make", affects: ["search", "mail"], mode: ASYNC)
              save: OperationStateInterface! @action(url: "http://api/save", affects: ["mail"], mode: ASYNC)
              now: OperationStateInterface! @action(url: "http://api/save", affects: ["mail"])
            }
            type Made { actionId: ID! id: ID name: String }
            type Subscription { made(actionId: ID!): Made @actionUpdate }
            """);
    private static final String MADE = "{\"id\":\"7\",\"name\":\"Ann\"}";
    private static final String MAKE = "mutation { make { name } }";
    private static final String ERROR = "\"httpStatusCode\":504,\"extensions\":{\"code\":\"CONSISTENCY_TIMEOUT\","
            + "\"httpStatusCode\":504,\"committed\":true,\"actionId\":\"a1\",\"systems\":[\"mail\"]}";
    private static final String SYSTEMS = "\"systems\":[{\"name\":\"search\",\"outcome\":\"REACHED\",\"waitedMs\":3},"
            + "{\"name\":\"mail\",\"outcome\":\"TIMED_OUT\",\"waitedMs\":40}]";
    private static final String LATE =
            "\"extensions\":{\"consistency\":{\"token\":\"token\",\"satisfied\":false,\"waitedMs\":40," + SYSTEMS
                    + "}}";
    private static final String UPDATE = "subscription { made(actionId: \"a1\") { name } }";
    private static final String QUEUE = "{ queue(operationIdentifiers: [\"x\", \"a1\"]) { __typename } }";

    private final GateFixture gates = new GateFixture();
    private final ScriptedActions actions = new ScriptedActions();
    private final ExecutionFixture weir = new ExecutionFixture(GRAPH, actions, gates.gates);

    /** The handler is done, and the client's time is over. */
    private static ActionReport committed(String field) {
        return GateFixture.report(field, ActionState.IN_PROGRESS, MADE, GateFixture.gate(Outcome.TIMED_OUT));
    }

    /** The gate's patience is over too. */
    private static ActionReport late(String field) {
        return GateFixture.report(field, ActionState.COMPLETED, MADE, GateFixture.gate(Outcome.TIMED_OUT));
    }

    private static ActionReport shown(String field) {
        return GateFixture.report(field, ActionState.COMPLETED, MADE, GateFixture.gate(Outcome.REACHED));
    }

    private OperationResponse respond(String query, ClientTerms terms) {
        return ((Prepared.Executable)
                        weir.operations.prepare(new OperationRequest(query, null, Map.of(), Map.of()).on(terms)))
                .execute()
                .result();
    }

    private String run(String query, ClientTerms terms) {
        return respond(query, terms).body().toString();
    }

    private String run(String query) {
        return run(query, ClientTerms.NONE);
    }

    private static ClientTerms stale() {
        return GateFixture.terms(OnTimeout.STALE);
    }

    private static String data(String field) {
        return "{\"data\":{\"%s\":{\"name\":\"Ann\"}},".formatted(field);
    }

    @Test
    void shouldAnswerOnceAllSystemsShowIt() {
        actions.onStart(start -> shown(start.field()));
        assertThat(run(MAKE)).startsWith(data("make") + "\"extensions\"").contains("\"satisfied\":true");
        assertThat(actions.started.get(0).durable()).isTrue();
        assertThat(weir.topics.sent()).as("told by the stage that stores it").isEmpty();
    }

    @Test
    void shouldSayThatItIsDoneAndWhoLagsWithATokenForLaterReads() {
        actions.onStart(start -> committed(start.field()));
        assertThat(run(MAKE))
                .isEqualTo(
                        "{\"data\":{\"make\":null},\"errors\":[{\"message\":\"it was done, but mail does not show it yet\","
                                + "\"locations\":[{\"line\":1,\"column\":12}],\"path\":[\"make\"]," + ERROR + "}],"
                                + LATE + "}");
        assertThat(gates.client.sealed)
                .containsExactly(new FakeGates.Seal(
                        List.of(), List.of(FakeGates.target("search"), FakeGates.target("mail")), false));
        assertThat(weir.topics.sent()).isEmpty();
    }

    @Test
    void shouldNameAllSystemsWhereNoGateSaysAnything() {
        actions.onStart(start -> GateFixture.report(start.field(), ActionState.IN_PROGRESS, MADE, null));
        assertThat(run(MAKE))
                .contains("\"systems\":[\"search\",\"mail\"]}", "search, mail do not show it yet", "\"token\":null");
    }

    @Test
    void shouldGiveWhatThereIsWhereTheSchemaOrTheRequestTakesIt() {
        actions.onStart(start -> committed(start.field()));
        assertThat(run("mutation { lax { name } }")).isEqualTo(data("lax") + LATE + "}");
        assertThat(run(MAKE, stale())).isEqualTo(data("make") + LATE + "}");
        assertThat(run("mutation { now { __typename } }", stale()))
                .isEqualTo("{\"data\":{\"now\":{\"__typename\":\"OperationCompleted\"}}," + LATE + "}");
    }

    @Test
    void shouldSayTheSameWhereThePatienceOfTheGateIsOver() {
        actions.onStart(start -> late(start.field()));
        assertThat(run(MAKE)).contains(ERROR, LATE);
        assertThat(run("mutation { now { identifier } }"))
                .startsWith("{\"data\":null")
                .contains(ERROR);
        assertThat(weir.topics.sent()).isEmpty();
        assertThat(run(MAKE, stale())).isEqualTo(data("make") + LATE + "}");
    }

    @Test
    void shouldWaitForTheHandlerAndThenForTheGate() {
        actions.onStart(start -> shown(start.field()));
        run(MAKE);
        assertThat(actions.patience).containsExactly(Duration.ofSeconds(15 + 9));
    }

    @Test
    void shouldWaitAnewWhereTheMutationIsRepeated() {
        // Given a first one that is done and not shown
        actions.onStart(start -> Reports.replayed(committed(start.field())));
        actions.store(committed("make"));
        ClientTerms keyed = ActionFixture.keyed("k");

        // When, then
        assertThat(run(MAKE, keyed))
                .contains(ERROR, "\"idempotentReplay\":true,\"consistency\":{\"token\":\"token\",\"satisfied\":false");
        assertThat(actions.patience.get(1)).isEqualTo(Duration.ofSeconds(9));

        // When it is shown by then
        actions.store(shown("make"));
        assertThat(run(MAKE, keyed)).startsWith(data("make")).contains("\"satisfied\":true");
        assertThat(weir.topics.sent()).isEmpty();
    }

    @Test
    void shouldSayThatItIsDoneWhereThatTurnsOutWhileARepeatedOneWaits() {
        actions.onStart(start -> Reports.replayed(Reports.open("a1", start.field(), ActionState.IN_PROGRESS, 1)));
        actions.store(committed("make"));
        assertThat(run(MAKE, ActionFixture.keyed("k"))).contains(ERROR);
    }

    @Test
    void shouldAcceptWhatRunsLaterWithoutAToken() {
        actions.onStart(start -> Reports.open("a1", start.field(), ActionState.ACCEPTED, 0));
        assertThat(run("mutation { later { actionId } }"))
                .isEqualTo("{\"data\":{\"later\":{\"actionId\":\"a1\"}},\"extensions\":{\"actionId\":\"a1\"}}");
    }

    @Test
    void shouldTellWhoPrefersToWaitOfTheGate() {
        // Given
        ClientTerms prefers = ActionFixture.prefers(false, 10);
        actions.onStart(start -> Reports.open("a1", start.field(), ActionState.ACCEPTED, 0));

        // When, then
        actions.store(shown("later"));
        assertThat(run("mutation { later { name } }", prefers))
                .startsWith(data("later") + "\"extensions\":{\"consistency\":{\"token\":\"token\",\"satisfied\":true");
        actions.store(late("later"));
        OperationResponse answer = respond("mutation { later { name } }", prefers);
        assertThat(answer.body().toString()).contains(ERROR, LATE);
        assertThat(answer.applied()).isEqualTo(new Preference.Applied("wait=10", null));
        actions.store(committed("later"));
        assertThat(respond("mutation { later { actionId } }", prefers).applied().actionId())
                .isEqualTo("a1");
    }

    @Test
    void shouldGiveTheOnePacketAfterTheGate() {
        // Given
        actions.store(committed("later"));
        ActionFixture.Packets packets = subscribe(ClientTerms.NONE);
        assertThat(packets.heard).containsExactly("live");

        // When
        actions.store(shown("later"));

        // Then
        assertThat(packets.heard.get(1))
                .startsWith(data("made"))
                .contains("\"consistency\":{\"token\":\"token\",\"satisfied\":true");
    }

    @Test
    void shouldTellInThePacketWhoNeverShowedIt() {
        actions.store(late("later"));
        assertThat(subscribe(ClientTerms.NONE).heard.get(1))
                .startsWith("{\"data\":{\"made\":null},\"errors\":[{")
                .contains("\"path\":[\"made\"]," + ERROR, LATE);
        assertThat(subscribe(stale()).heard.get(1)).isEqualTo(data("made") + LATE + "}");
        actions.store(late("lax"));
        assertThat(subscribe(ClientTerms.NONE).heard.get(1)).isEqualTo(data("made") + LATE + "}");
    }

    @Test
    void shouldHoldASubscriberWithATokenBeforeItWaitsForTheAction() {
        // Given
        gates.client.close();
        actions.store(shown("later"));

        // When
        ActionFixture.Packets packets = subscribe(GateFixture.terms(null, "t"));
        ActionFixture.Packets gone = subscribe(GateFixture.terms(null, "t"));
        ActionFixture.Packets refused = subscribe(GateFixture.terms(null, "t"));
        gone.cancel.run();

        // Then
        assertThat(packets.heard).isEmpty();
        gates.client.waits.get(0).answer().complete(GateFixture.gate(Outcome.REACHED));
        gates.client.waits.get(1).answer().complete(GateFixture.gate(Outcome.REACHED));
        gates.client.waits.get(2).answer().complete(GateFixture.gate(Outcome.TIMED_OUT));
        assertThat(packets.heard).hasSize(2).first().isEqualTo("live");
        assertThat(gone.heard).isEmpty();
        assertThat(refused.heard)
                .singleElement()
                .asString()
                .startsWith("refused [")
                .contains("CONSISTENCY_TIMEOUT");
    }

    private ActionFixture.Packets subscribe(ClientTerms terms) {
        ActionFixture.Packets packets = new ActionFixture.Packets();
        OperationRequest request = new OperationRequest(UPDATE, null, Map.of(), Map.of()).on(terms);
        packets.cancel = ((Prepared.Awaited) weir.operations.prepare(request)).begin(packets);
        return packets;
    }

    @Test
    void shouldShowAnOperationInProgressWhileItsGateIsClosed() {
        actions.store(committed("save"));
        assertThat(run(QUEUE)).isEqualTo("{\"data\":{\"queue\":[null,{\"__typename\":\"OperationInProgress\"}]}}");
    }

    @Test
    void shouldTellInAQueueWhoNeverShowedAnOperation() {
        actions.store(late("save"));
        assertThat(run(QUEUE))
                .startsWith("{\"data\":{\"queue\":[null,null]},\"errors\":[")
                .contains("\"path\":[\"queue\",1]," + ERROR);
        assertThat(run(QUEUE, stale()))
                .isEqualTo("{\"data\":{\"queue\":[null,{\"__typename\":\"OperationCompleted\"}]},\"extensions\":{"
                        + "\"consistency\":{\"satisfied\":false,\"waitedMs\":40," + SYSTEMS + "}}}");
    }

    @Test
    void shouldShowAnActionThatWaitsForItsGateAsOneInProgress() {
        // Given
        ActionOperation operation =
                new ActionOperation("mutation { later { name } }", null, Buffer.buffer("{}"), "later");

        // When, then
        actions.store(Reports.detailed(committed("later"), operation, "[]"));
        StoredAction waiting = weir.operations.action("a1").result();
        assertThat(waiting.ended()).isFalse();
        assertThat(waiting.body().toString()).contains("\"state\":\"IN_PROGRESS\"", "\"data\":null,\"errors\":null");
        actions.store(Reports.detailed(late("later"), operation, "[]"));
        StoredAction over = weir.operations.action("a1").result();
        assertThat(over.ended()).isTrue();
        assertThat(over.body().toString())
                .contains("\"state\":\"COMPLETED\"", "\"data\":{\"later\":null},\"errors\":[{", ERROR, LATE);
    }
}
