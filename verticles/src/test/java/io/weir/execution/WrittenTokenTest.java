package io.weir.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.weir.bus.ActionState;
import io.weir.bus.GateReport;
import io.weir.bus.SystemOutcome;
import io.weir.bus.SystemOutcome.Outcome;
import io.weir.error.ErrorCode;
import io.weir.graph.FederatedGraphs;
import io.weir.graph.Graph;
import io.weir.source.ActionClient;
import io.weir.source.FakeGates;
import io.weir.source.Reports;
import io.weir.source.ScriptedActions;
import io.weir.source.SourceException;
import io.weir.testing.PlainResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which mutations get a token, and what it is sealed for. */
class WrittenTokenTest {

    private static final String OWN = """
            type Told { id: ID }
            type Mutation {
              save(id: ID!): PublishEventResult! @eventsPublish(topic: "save")
              tell(id: ID!): Told @eventsRequest(topic: "tell")
            }
            """;
    private static final String USERS = """
            type Query { me: User }
            type Mutation { rename(name: String): User drop(id: ID): Boolean }
            type User { name: String! }
            """;
    private static final Graph GRAPH =
            FederatedGraphs.of(OWN).subgraph("users", USERS).build();
    private static final Graph LOGGED =
            FederatedGraphs.of(OWN + """
                    type Subscription { saved(last: ID): Event @eventsSubscribe(topic: "save", resume: "last") }
                    type Event { id: ID }
                    """).subgraph("users", USERS).build();
    private static final Graph ACTIONS = GateFixture.graph("""
            type Mutation {
              one: Made @action(url: "http://api/one", affects: ["search", "mail"])
              two: Made @action(url: "http://api/two", affects: ["mail"])
              free: Made @action(url: "http://api/free")
            }
            type Made { actionId: ID! id: ID }
            """);

    private final GateFixture gates = new GateFixture();
    private final ScriptedSubgraphs subgraphs = new ScriptedSubgraphs();
    private final ScriptedActions actions = new ScriptedActions();
    private final FederatedFixture weir = new FederatedFixture(GRAPH, subgraphs, ActionClient.NONE, gates.gates);
    private final FederatedFixture logged = new FederatedFixture(LOGGED, subgraphs, ActionClient.NONE, gates.gates);
    private final ExecutionFixture acting = new ExecutionFixture(ACTIONS, actions, gates.gates);

    private static String run(Operations operations, String query) {
        return run(operations, new OperationRequest(query, null, Map.of(), Map.of()));
    }

    private static String run(Operations operations, OperationRequest request) {
        return ((Prepared.Executable) operations.prepare(request))
                .execute()
                .result()
                .body()
                .toString();
    }

    private void userReply(String json) {
        subgraphs.reply("users", json);
    }

    @Test
    void shouldGiveTheConstantWhereNothingHasToBeSealed() {
        assertThat(run(weir.operations, "mutation { save(id: 1) { success } }"))
                .isEqualTo("{\"data\":{\"save\":{\"success\":true}},\"extensions\":{" + PlainResponse.EXTENSION + "}}");
        assertThat(gates.client.sealed).isEmpty();
        assertThat(gates.client.waits).isEmpty();
    }

    @Test
    void shouldGiveNoneForAnEventThatWasRefused() {
        weir.topics.refuse();
        assertThat(run(weir.operations, "mutation { save(id: 1) { success } }"))
                .isEqualTo("{\"data\":{\"save\":{\"success\":false}}}");
    }

    @Test
    void shouldCountWhatARequestWasRepliedTo() {
        weir.topics.reply("tell", "{\"id\":1}");
        assertThat(run(weir.operations, "mutation { tell(id: 1) { id } }")).contains(PlainResponse.EXTENSION);
    }

    @Test
    void shouldGiveNoneWhereNoOneReplied() {
        assertThat(run(weir.operations, "mutation { tell(id: 1) { id } }"))
                .contains("EVENT_REQUEST_TIMEOUT")
                .doesNotContain("consistency");
    }

    @Test
    void shouldCountWhatASubgraphDidAndNotWhatItRefused() {
        // Given
        String refused = "{\"data\":{\"rename\":null},\"errors\":[{\"message\":\"no\",\"path\":[\"rename\"]}]}";
        String query = "mutation { rename { name } }";

        // When, then
        userReply("{\"data\":{\"rename\":{\"name\":\"A\"}}}");
        assertThat(run(weir.operations, query)).contains(PlainResponse.EXTENSION);
        userReply("{\"data\":{\"rename\":null}}");
        assertThat(run(weir.operations, query)).contains(PlainResponse.EXTENSION);
        userReply(refused);
        assertThat(run(weir.operations, query)).contains("\"no\"").doesNotContain("consistency");
        userReply("{\"data\":null,\"errors\":[{\"message\":\"no\"}]}");
        assertThat(run(weir.operations, query)).contains("\"no\"").doesNotContain("consistency");
        assertThat(run(weir.operations, query)).contains("SUBGRAPH_UNREACHABLE").doesNotContain("consistency");
    }

    @Test
    void shouldCountAFieldOfWhoseResultSomethingWentWrong() {
        userReply("{\"data\":{\"rename\":null},\"errors\":[{\"message\":\"no\",\"path\":[\"rename\",\"name\"]}]}");
        assertThat(run(weir.operations, "mutation { rename { name } }"))
                .contains("\"path\":[\"rename\",\"name\"]", PlainResponse.EXTENSION);
    }

    @Test
    void shouldCountEachFieldByItsOwnErrors() {
        userReply("{\"data\":{\"rename\":null},\"errors\":[{\"message\":\"no\",\"path\":[\"rename\"]}]}");
        assertThat(run(weir.operations, "mutation { rename { name } save(id: 1) { success } }"))
                .contains(PlainResponse.EXTENSION);
        userReply("{\"data\":{\"rename\":null,\"drop\":true},\"errors\":[{\"message\":\"no\",\"path\":[\"rename\"]}]}");
        assertThat(run(weir.operations, "mutation { rename { name } drop }")).contains(PlainResponse.EXTENSION);
    }

    @Test
    void shouldCountNoErrorOfAnEarlierStage() {
        weir.topics.refuse();
        userReply("{\"data\":null,\"errors\":[{\"message\":\"no\"}]}");
        userReply("{\"data\":{\"drop\":null}}");
        assertThat(run(weir.operations, "mutation { rename { name } save(id: 1) { success } drop }"))
                .contains("\"no\"", PlainResponse.EXTENSION);
    }

    @Test
    void shouldSealWhereTheLogEndsIfAnythingIsLogged() {
        assertThat(run(logged.operations, "mutation { save(id: 1) { success } }"))
                .contains("\"token\":\"token\"");
        assertThat(gates.client.sealed).containsExactly(new FakeGates.Seal(List.of(), List.of(), true));
    }

    @Test
    void shouldSealWhatAllActionsMustBeShownByBesideTheTokensOfTheRequest() {
        // Given
        actions.onStart(start -> GateFixture.report(
                start.field(),
                ActionState.COMPLETED,
                "{}",
                start.field().equals("one")
                        ? GateFixture.gate(Outcome.REACHED)
                        : new GateReport(
                                List.of(new SystemOutcome("mail", Outcome.REACHED, 5)),
                                List.of(FakeGates.target("mail")),
                                null)));

        // When
        String response = run(
                acting.operations,
                GateFixture.request("mutation { one { id } two { id } }", Map.of("token", List.of("t", "cz0"))));

        // Then the waits of fields, which run one after another, add up
        assertThat(response)
                .isEqualTo("{\"data\":{\"one\":{\"id\":null},\"two\":{\"id\":null}},\"extensions\":{\"consistency\":{"
                        + "\"token\":\"token\",\"satisfied\":true,\"waitedMs\":45,\"systems\":["
                        + "{\"name\":\"search\",\"outcome\":\"REACHED\",\"waitedMs\":3},"
                        + "{\"name\":\"mail\",\"outcome\":\"REACHED\",\"waitedMs\":40}]}}}");
        assertThat(gates.client.sealed)
                .containsExactly(new FakeGates.Seal(
                        List.of("t"),
                        List.of(FakeGates.target("search"), FakeGates.target("mail"), FakeGates.target("mail")),
                        false));
    }

    @Test
    void shouldGiveNoneForAnActionThatFailedOrRunsLater() {
        actions.onStart(start -> Reports.failed("a1", start.field(), null));
        assertThat(run(acting.operations, "mutation { free { id } }")).doesNotContain("consistency");
    }

    @Test
    void shouldAnswerWithoutATokenWhereNoneCanBeSealed() {
        gates.client.token =
                Future.failedFuture(new SourceException(ErrorCode.CONSISTENCY_UNAVAILABLE, "no gate", false));
        assertThat(run(logged.operations, "mutation { save(id: 1) { success } }"))
                .isEqualTo("{\"data\":{\"save\":{\"success\":true}},\"extensions\":{\"consistency\":{"
                        + "\"token\":null,\"satisfied\":true,\"waitedMs\":0,\"systems\":[]}}}");
    }

    @Test
    void shouldSealNoTokenThatWouldStandForLessThanWasWritten() {
        actions.onStart(start -> GateFixture.report(
                start.field(),
                ActionState.IN_PROGRESS,
                "{}",
                new GateReport(List.of(new SystemOutcome("search", Outcome.STALLED, 5000)), List.of(), null)));
        assertThat(run(acting.operations, "mutation { one { id } }")).contains("\"token\":null", "\"satisfied\":false");
        assertThat(gates.client.sealed).isEmpty();
    }
}
