package io.weir.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.ActionOperation;
import io.weir.bus.ActionReport;
import io.weir.bus.ActionState;
import io.weir.source.ActionException;
import io.weir.source.Reports;
import io.weir.testing.PlainResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ActionStatesTest {

    private static final String LOG = "[{\"attempt\":1,\"startedAt\":\"2026-01-02T03:04:05.100Z\","
            + "\"endedAt\":\"2026-01-02T03:04:05.200Z\",\"httpStatus\":503,\"code\":\"BUSY\",\"detail\":\"busy\"},"
            + "{\"attempt\":2,\"startedAt\":\"2026-01-02T03:04:05.300Z\"}]";

    private final ActionFixture weir = new ActionFixture();

    private static ActionReport detailed(ActionReport report, String query, String variables, String key) {
        return Reports.detailed(report, new ActionOperation(query, null, Buffer.buffer(variables), key), LOG);
    }

    private String queue(String... ids) {
        return weir.run(
                "{ queue(operationIdentifiers: [%s]) { __typename identifier ... on CartSaved { cart { items } } } }"
                        .formatted(IntStream.range(0, ids.length)
                                .mapToObj(i -> "\"" + ids[i] + "\"")
                                .collect(Collectors.joining(","))));
    }

    @Test
    void shouldAnswerInTheOrderAskedWithOneRequest() {
        // Given
        weir.actions
                .store(Reports.open("a", "saveCart", ActionState.ACCEPTED, 0))
                .store(Reports.done("b", "saveCart", "{\"cart\":{\"id\":1,\"items\":[\"x\"]}}"))
                .store(Reports.done("c", "create", "{\"name\":\"Ann\"}"));

        // When, then
        assertThat(queue("b", "nope", "a", "b", "c"))
                .isEqualTo("{\"data\":{\"queue\":["
                        + "{\"__typename\":\"CartSaved\",\"identifier\":\"b\",\"cart\":{\"items\":[\"x\"]}},null,"
                        + "{\"__typename\":\"OperationAccepted\",\"identifier\":\"a\"},"
                        + "{\"__typename\":\"CartSaved\",\"identifier\":\"b\",\"cart\":{\"items\":[\"x\"]}},"
                        + "{\"__typename\":\"OperationCompleted\",\"identifier\":\"c\"}]}}");
        assertThat(weir.actions.reads).containsExactly(List.of("b", "nope", "a", "c"));
    }

    @Test
    void shouldRefuseMoreThanAHundredIds() {
        String[] ids = IntStream.rangeClosed(0, 100).mapToObj(i -> "i" + i).toArray(String[]::new);
        assertThat(queue(ids)).contains("BAD_USER_INPUT", "names 101 operations, at most 100 are allowed");
        assertThat(queue()).isEqualTo("{\"data\":{\"queue\":[]}}");
        assertThat(weir.actions.reads).isEmpty();
    }

    @Test
    void shouldAnswerAChangeWithTheStatus() {
        weir.actions.store(detailed(Reports.open("a", "later", ActionState.RETRY_WAIT, 2), "", "{}", ""));
        assertThat(weir.run("mutation { cancelAction(actionId: \"a\") { actionId state acceptedAt finishedAt"
                        + " attempts { attempt startedAt endedAt httpStatusCode code message } } }"))
                .isEqualTo("{\"data\":{\"cancelAction\":{\"actionId\":\"a\",\"state\":\"RETRY_WAIT\","
                        + "\"acceptedAt\":\"2026-01-02T03:04:05Z\",\"finishedAt\":null,\"attempts\":["
                        + "{\"attempt\":1,\"startedAt\":\"2026-01-02T03:04:05.100Z\","
                        + "\"endedAt\":\"2026-01-02T03:04:05.200Z\",\"httpStatusCode\":503,\"code\":\"BUSY\","
                        + "\"message\":\"busy\"},{\"attempt\":2,\"startedAt\":\"2026-01-02T03:04:05.300Z\","
                        + "\"endedAt\":null,\"httpStatusCode\":null,\"code\":null,\"message\":null}]}}}");
        assertThat(weir.run("mutation { retryAction(actionId: 7) { state } }"))
                .contains("\"retryAction\":null", "NOT_FOUND", "\"httpStatusCode\":404");
    }

    @Test
    void shouldShowAnActionWithItsResultAsTheMutationSelectedIt() {
        weir.actions.store(detailed(
                Reports.done("a", "later", "{\"id\":7,\"name\":\"Ann\"}"),
                "mutation M($n: String, $t: Boolean!) { x: plain { id } l: later(name: $n) { n: name @include(if: $t) id actionId } }",
                "{\"n\":\"Ann\",\"t\":true}",
                "l"));
        assertThat(PlainResponse.of(show("a")))
                .startsWith("{\"id\":\"a\",\"state\":\"COMPLETED\",\"acceptedAt\":\"2026-01-02T03:04:05Z\","
                        + "\"finishedAt\":\"2026-01-02T03:04:06Z\","
                        + "\"data\":{\"l\":{\"n\":\"Ann\",\"id\":\"7\",\"actionId\":\"a\"}},\"errors\":null,"
                        + "\"attempts\":[{\"attempt\":1,")
                .endsWith("]}");
        assertThat(weir.actions.started).isEmpty();
    }

    @Test
    void shouldShowAnActionThatStillRunsOrFailed() {
        String query = "mutation { later { name } }";
        weir.actions.store(detailed(Reports.open("a", "later", ActionState.ACCEPTED, 0), query, "{}", "later"));
        assertThat(show("a")).contains("\"state\":\"ACCEPTED\"", "\"finishedAt\":null,\"data\":null,\"errors\":null,");
        weir.actions.store(detailed(Reports.failed("b", "later", null), query, "{}", "later"));
        assertThat(show("b"))
                .contains(
                        "\"state\":\"FAILED\"",
                        "\"data\":{\"later\":null},\"errors\":[{\"message\":\"the action failed\"",
                        "\"httpStatusCode\":500");
    }

    @Test
    void shouldSayWhenTheSchemaNoLongerHasTheMutation() {
        weir.actions.store(detailed(Reports.done("a", "old", "{}"), "mutation { old { name } }", "{}", "old"));
        assertThat(show("a")).contains("\"data\":null,\"errors\":[", "GRAPHQL_VALIDATION_FAILED");
    }

    @Test
    void shouldNotFindWhatIsUnknown() {
        Throwable failure = weir.weir.operations.action("nope").cause();
        assertThat(((ActionException) failure).failure().code()).isEqualTo("NOT_FOUND");
    }

    private String show(String id) {
        return weir.weir.operations.action(id).result().body().toString();
    }
}
