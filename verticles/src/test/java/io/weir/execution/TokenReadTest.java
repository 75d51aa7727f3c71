package io.weir.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.weir.bus.GateReport;
import io.weir.bus.SystemOutcome.Outcome;
import io.weir.config.ConsistencyConfig;
import io.weir.error.ErrorCode;
import io.weir.execution.consistency.ConsistencyTerms;
import io.weir.execution.consistency.Gates;
import io.weir.graph.FederatedGraphs;
import io.weir.graph.Graph;
import io.weir.graph.action.OnTimeout;
import io.weir.source.ActionClient;
import io.weir.source.FakeGates;
import io.weir.source.GateClient;
import io.weir.source.SourceException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that must see writes: nothing is fetched for them before their gate opens. */
class TokenReadTest {

    private static final Graph GRAPH = FederatedGraphs.of("""
                    type Mutation { save(id: ID!): PublishEventResult! @eventsPublish(topic: "save") }
                    """)
            .subgraph("users", "type Query { me: User } type User { name: String }")
            .build();
    private static final String QUERY = "{ me { name } }";
    private static final String ADA = "{\"data\":{\"me\":{\"name\":\"Ada\"}}}";

    private final GateFixture gates = new GateFixture();
    private final ScriptedSubgraphs subgraphs = new ScriptedSubgraphs();
    private final FederatedFixture weir = new FederatedFixture(GRAPH, subgraphs, ActionClient.NONE, gates.gates);

    private Future<OperationResponse> execute(OperationRequest request) {
        return execute(weir, request);
    }

    private static Future<OperationResponse> execute(FederatedFixture weir, OperationRequest request) {
        return ((Prepared.Executable) weir.operations.prepare(request)).execute();
    }

    private static OperationRequest query(Map<String, Object> consistency) {
        return GateFixture.request(QUERY, consistency);
    }

    @Test
    void shouldFetchNothingBeforeTheGateOpens() {
        // Given
        gates.client.close();
        subgraphs.reply("users", ADA);

        // When
        Future<OperationResponse> response = execute(query(Map.of("token", "t")));

        // Then
        assertThat(subgraphs.asked()).isEmpty();
        assertThat(response.isComplete()).isFalse();

        // When
        gates.client.last().answer().complete(GateFixture.gate(Outcome.NOT_APPLICABLE));

        // Then
        assertThat(response.result().body())
                .hasToString("{\"data\":{\"me\":{\"name\":\"Ada\"}},\"extensions\":{\"consistency\":{"
                        + "\"satisfied\":true,\"waitedMs\":40,\"systems\":["
                        + "{\"name\":\"search\",\"outcome\":\"REACHED\",\"waitedMs\":3},"
                        + "{\"name\":\"mail\",\"outcome\":\"NOT_APPLICABLE\",\"waitedMs\":40}]}}}");
        assertThat(gates.client.sealed).isEmpty();
    }

    @Test
    void shouldNeverAnswerSilentlyStale() {
        gates.client.close();
        Future<OperationResponse> response = execute(query(Map.of("token", "t")));
        gates.client.last().answer().complete(GateFixture.gate(Outcome.TIMED_OUT));
        assertThat(response.result().body())
                .hasToString("{\"errors\":[{\"message\":\"mail does not show yet what this request must see\","
                        + "\"httpStatusCode\":504,\"extensions\":{\"code\":\"CONSISTENCY_TIMEOUT\","
                        + "\"httpStatusCode\":504,\"systems\":[\"mail\"]}}],\"extensions\":{\"consistency\":{"
                        + "\"satisfied\":false,\"waitedMs\":40,\"systems\":["
                        + "{\"name\":\"search\",\"outcome\":\"REACHED\",\"waitedMs\":3},"
                        + "{\"name\":\"mail\",\"outcome\":\"TIMED_OUT\",\"waitedMs\":40}]}}}");
        assertThat(response.result().refusal().httpStatus()).isEqualTo(504);
        assertThat(response.result().refusal().errors().toString())
                .startsWith("[{")
                .endsWith("}]");
        assertThat(subgraphs.asked()).isEmpty();
    }

    @Test
    void shouldGiveWhatThereIsToWhoTakesIt() {
        gates.client.close();
        subgraphs.reply("users", ADA);
        Future<OperationResponse> response = execute(query(Map.of("token", "t", "onTimeout", "STALE")));
        gates.client.last().answer().complete(GateFixture.gate(Outcome.STALLED));
        assertThat(response.result().body().toString())
                .startsWith("{\"data\":{\"me\":{\"name\":\"Ada\"}}")
                .contains("\"satisfied\":false", "STALLED");
        assertThat(response.result().refusal()).isNull();
    }

    @Test
    void shouldRefuseATokenThatIsTooLongWithoutAskingAGate() {
        Future<OperationResponse> response = execute(query(Map.of("token", "x".repeat(4097))));
        assertThat(response.result().body().toString()).contains("INVALID_CONSISTENCY_TOKEN");
        assertThat(gates.client.waits).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"FAIL", "STALE"})
    void shouldRefuseATokenThatIsNone(OnTimeout onTimeout) {
        gates.client.close();
        Future<OperationResponse> response = execute(query(Map.of("token", "t", "onTimeout", onTimeout.name())));
        gates.client
                .last()
                .answer()
                .fail(new SourceException(ErrorCode.INVALID_CONSISTENCY_TOKEN, "the token has expired", false));
        assertThat(response.result().body())
                .hasToString("{\"errors\":[{\"message\":\"the token has expired\","
                        + "\"extensions\":{\"code\":\"INVALID_CONSISTENCY_TOKEN\"}}]}");
        assertThat(response.result().refusal().httpStatus()).isEqualTo(400);
        assertThat(subgraphs.asked()).isEmpty();
    }

    @Test
    void shouldSayThatNoGateCanBeAskedButToWhoTakesWhatThereIs() {
        FederatedFixture alone = new FederatedFixture(
                GRAPH, subgraphs, ActionClient.NONE, new Gates(GateClient.NONE, ConsistencyConfig.DEFAULT));
        OperationResponse refused = execute(alone, query(Map.of("token", "t"))).result();
        assertThat(refused.body().toString()).contains("CONSISTENCY_UNAVAILABLE", "\"httpStatusCode\":503");
        assertThat(refused.refusal().httpStatus()).isEqualTo(503);
        subgraphs.reply("users", ADA);
        assertThat(execute(alone, query(Map.of("token", "t", "onTimeout", "STALE")))
                        .result()
                        .body()
                        .toString())
                .contains("Ada", "\"satisfied\":false");
    }

    @Test
    void shouldAskNoGateForATokenThatStandsForNothing() {
        subgraphs.reply("users", ADA);
        assertThat(execute(query(Map.of("token", "cz0"))).result().body().toString())
                .contains("Ada", "\"consistency\":{\"satisfied\":true,\"waitedMs\":0,\"systems\":[]}");
        assertThat(gates.client.waits).isEmpty();
    }

    @Test
    void shouldAskNoGateAndSayNothingWithoutAToken() {
        subgraphs.reply("users", ADA);
        assertThat(execute(query(Map.of("onTimeout", "STALE"))).result().body()).hasToString(ADA);
        assertThat(gates.client.waits).isEmpty();
    }

    @Test
    void shouldAskForTheTokensOfHeaderAndExtension() {
        execute(query(Map.of("token", List.of("e", "h"), "timeout", "1s"))
                .on(new ClientTerms(null, null, Map.of(), new ConsistencyTerms(List.of("h"), null, null, "search"))));
        FakeGates.Wait wait = gates.client.last();
        assertThat(wait.tokens()).containsExactly("h", "e");
        assertThat(wait.caller()).isEqualTo("search");
        assertThat(wait.patience()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void shouldWaitNoLongerThanConfigured() {
        execute(query(Map.of("token", "t", "timeout", "8999ms")));
        assertThat(gates.client.last().patience()).isEqualTo(Duration.ofMillis(8999));
        execute(query(Map.of("token", "t", "timeout", "9s")));
        assertThat(gates.client.last().patience()).isNull();
    }

    @Test
    void shouldRefuseASystemThatIsUnknown() {
        OperationResponse response =
                execute(query(Map.of("token", "t", "system", "serach"))).result();
        assertThat(response.body().toString()).contains("BAD_USER_INPUT").doesNotContain("serach");
        assertThat(gates.client.waits).isEmpty();
    }

    @Test
    void shouldRefuseWhatIsMalformed() {
        Prepared prepared = weir.operations.prepare(query(Map.of("token", 7)));
        assertThat(((Prepared.Refused) prepared).errors())
                .hasToString("[{\"message\":\"extensions.consistency.token: it is no text\","
                        + "\"extensions\":{\"code\":\"BAD_USER_INPUT\"}}]");
    }

    @Test
    void shouldJoinNoFetchFromBeforeItsGateOpened() {
        // Given an equal fetch under way
        subgraphs.hold("users");
        Future<OperationResponse> early = execute(new OperationRequest(QUERY, null, Map.of(), Map.of()));
        gates.client.close();
        Future<OperationResponse> late = execute(query(Map.of("token", "t")));

        // When
        gates.client.last().answer().complete(GateReport.OPEN);

        // Then
        assertThat(subgraphs.requests()).hasSize(2);
        subgraphs.answer("users", "{\"data\":{\"me\":{\"name\":\"old\"}}}");
        subgraphs.answer("users", "{\"data\":{\"me\":{\"name\":\"new\"}}}");
        assertThat(early.result().body().toString()).contains("old");
        assertThat(late.result().body().toString()).contains("new");
    }

    @Test
    void shouldHoldMutationsToo() {
        // Given
        gates.client.close();
        String save = "mutation { save(id: 1) { success } }";

        // When
        Future<OperationResponse> response = execute(GateFixture.request(save, Map.of("token", "t")));

        // Then
        assertThat(weir.topics.sent()).isEmpty();
        gates.client.last().answer().complete(GateFixture.gate(Outcome.REACHED));
        assertThat(weir.topics.sent()).isNotEmpty();
        assertThat(response.result().body().toString())
                .contains("\"consistency\":{\"token\":\"token\",\"satisfied\":true,\"waitedMs\":40,\"systems\":[{");
        assertThat(gates.client.sealed).containsExactly(new FakeGates.Seal(List.of("t"), List.of(), false));
    }
}
