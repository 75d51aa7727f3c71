package io.weir.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.ActionState;
import io.weir.bus.StartAction;
import io.weir.execution.hook.Hooks;
import io.weir.graph.Graph;
import io.weir.graph.action.ActionSchemas;
import io.weir.json.Json;
import io.weir.source.Reports;
import io.weir.source.ScriptedActions;
import io.weir.source.ScriptedHooks;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HookedMutationTest {

    private static final Graph GRAPH = ActionSchemas.graph("""
            type Query { a: PublishEventResult @eventsRequest(topic: "a") }
            enum Size { SMALL LARGE }
            input Item { sku: ID!, count: Int = 1 }
            type Mutation {
              order(item: Item!, size: Size = SMALL, note: String, codes: [Int!]): PublishEventResult! @eventsPublish(topic: "orders")
              ask(id: ID!): Answer @eventsRequest(topic: "ask")
              save(name: String!): Saved @action(url: "http://api/save", mode: EITHER)
              free: PublishEventResult! @eventsPublish(topic: "free")
            }
            type Answer { id: ID! }
            type Saved { actionId: ID! name: String }
            """);

    private final ScriptedHooks script = new ScriptedHooks();
    private final ScriptedActions actions = new ScriptedActions();

    private ExecutionFixture weir() {
        return new ExecutionFixture(GRAPH, actions, new Hooks(script.config(), script));
    }

    @Test
    void shouldAskWithTheCoercedArgumentsAndLeaveThem() {
        // given
        script.before("order", "h", "{}");
        ExecutionFixture weir = weir();

        // when
        String response =
                weir.run("mutation($sku: ID!) { order(item: {sku: $sku}, note: null) { success } }", "{\"sku\":7}");

        // then
        assertThat(response).isEqualTo("{\"data\":{\"order\":{\"success\":true}}}");
        assertThat(script.asked)
                .containsExactly(
                        "h {\"field\":\"order\",\"args\":{\"item\":{\"sku\":7,\"count\":1},\"size\":\"SMALL\",\"note\":null}}");
        assertThat(weir.topics.sent().get(0))
                .isEqualTo("orders {\"item\":{\"sku\":7,\"count\":1},\"size\":\"SMALL\",\"note\":null}");
    }

    @Test
    void shouldPutOtherArgumentsInTheirPlaceAndLetDefaultsStandForThoseLeftOut() {
        // given
        script.before("order", "h", "{\"args\":{\"item\":{\"sku\":9},\"codes\":[1,2]}}");
        ExecutionFixture weir = weir();

        // when
        weir.run("""
                mutation M($i: Item!, $s: Size, $yes: Boolean!) { ...F @include(if: $yes) free { success } }
                fragment F on Mutation { o: order(item: $i, size: $s, note: "n") { success } }
                """, "{\"i\":{\"sku\":7},\"s\":\"LARGE\",\"yes\":true}");

        // then
        assertThat(weir.topics.sent())
                .contains("orders {\"item\":{\"sku\":9,\"count\":1},\"size\":\"SMALL\",\"codes\":[1,2]}");
    }

    @Test
    void shouldAskTheHooksOfOneFieldOneAfterAnother() {
        // given
        script.before("ask", "first", "{\"args\":{\"id\":2}}").before("ask", "second", "{}");

        // when
        weir().run("mutation { ask(id: 1) { id } }");

        // then
        assertThat(script.asked)
                .containsExactly(
                        "first {\"field\":\"ask\",\"args\":{\"id\":1}}",
                        "second {\"field\":\"ask\",\"args\":{\"id\":2}}");
    }

    @Test
    void shouldRunNothingOfAnOperationThatAHookRefuses() {
        // given
        script.before("order", "h", "{\"refuse\":\"out of stock\",\"code\":\"STOCK\"}");
        ExecutionFixture weir = weir();

        // when
        OperationResponse response = ((Prepared.Executable) weir.operations.prepare(ExecutionFixture.request(
                        "mutation { free { success } order(item: {sku: 1}) { success } }", "{}")))
                .execute()
                .result();

        // then
        assertThat(response.body())
                .hasToString(
                        "{\"errors\":[{\"message\":\"out of stock\","
                                + "\"extensions\":{\"code\":\"MUTATION_REFUSED\",\"field\":\"order\",\"refusal\":\"STOCK\"}}]}");
        assertThat(response.refusal().httpStatus()).isEqualTo(403);
        assertThat(weir.topics.sent()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                    | answered with what is not JSON
            nonsense                              | answered with what is not JSON
            []                                    | answered with JSON that is no object
            null                                  | answered with JSON that is no object
            {"arg":{}}                            | answered with a key that is none of args, refuse and code
            {"args":[]}                           | answered with args that are no object, or with a code for no refusal
            {"args":null}                         | answered with args that are no object, or with a code for no refusal
            {"code":"A"}                          | answered with args that are no object, or with a code for no refusal
            {"args":{"id":1,"admin":true}}        | answered with an argument that the field does not have
            {"args":{}}                           | answered with arguments that do not fit those of the field
            {"args":{"id":null}}                  | answered with arguments that do not fit those of the field
            {"args":{"id":{"a":1}}}               | answered with arguments that do not fit those of the field
            {"refuse":""}                         | refused without words, or with args, or with a code that is no text
            {"refuse":7}                          | refused without words, or with args, or with a code that is no text
            {"refuse":"no","args":{"id":1}}       | refused without words, or with args, or with a code that is no text
            {"refuse":"no","code":7}              | refused without words, or with args, or with a code that is no text
            """)
    void shouldTakeNoNonsenseForConsent(String answer, String words) {
        // given
        script.before("ask", "h", answer);
        ExecutionFixture weir = weir();

        // when
        String response = weir.run("mutation { ask(id: 1) { id } }");

        // then
        assertThat(response)
                .isEqualTo("{\"errors\":[{\"message\":\"the hook before ask " + words
                        + "\",\"extensions\":{\"code\":\"HOOK_FAILED\",\"field\":\"ask\"}}]}");
        assertThat(weir.topics.sent()).isEmpty();
    }

    @Test
    void shouldRunNothingWhereAHookCannotBeAsked() {
        // given
        script.before("ask", "h", null);
        ExecutionFixture weir = weir();

        // when
        String response = weir.run("mutation { ask(id: 1) { id } }");

        // then
        assertThat(response).contains("the hook before ask could not be asked: no answer in time", "HOOK_FAILED");
        assertThat(weir.topics.sent()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mutation { free { success } }",
                "mutation { free { success } ask(id: 1) @skip(if: true) { id } }",
                "{ a: __typename }"
            })
    void shouldAskNobodyForWhatIsNotSelected(String query) {
        // given
        script.before("ask", "h", null);

        // when
        String response = weir().run(query);

        // then
        assertThat(response).doesNotContain("errors");
        assertThat(script.asked).isEmpty();
    }

    @Test
    void shouldStoreTheOperationAsItWasRunAndKnowARepeatedKeyByWhatTheClientSaid() {
        // given
        script.before("save", "h", "{\"args\":{\"name\":\"changed\"}}");
        actions.onStart(start -> Reports.open("a1", start.field(), ActionState.ACCEPTED, 0));

        // when
        weir().run(ExecutionFixture.request(
                        "mutation M($n: ID!, $secret: String!) { s: save(name: $secret) { actionId } o: free @include(if: false) { success } x: ask(id: $n) @skip(if: true) { id } }",
                        "{\"n\":\"1\",\"secret\":\"hidden\"}")
                .on(ActionFixture.keyed("k")));

        // then
        StartAction started = actions.started.get(0);
        assertThat(started.arguments()).hasToString("{\"name\":\"changed\"}");
        assertThat(started.asked()).hasToString("{\"name\":\"hidden\"}");
        assertThat(started.operation().query())
                .contains("s:save(name:$weir_s_name)", "$weir_s_name:String!")
                .doesNotContain("secret");
        assertThat(started.operation().variables().toString())
                .contains("\"weir_s_name\":\"changed\"")
                .doesNotContain("hidden");
    }

    @Test
    void shouldSayNothingOfWhatTheClientSaidWhereNoHookChangedIt() {
        // given
        script.before("save", "h", "{\"args\":{\"name\":\"same\"}}");
        actions.onStart(start -> Reports.open("a1", start.field(), ActionState.ACCEPTED, 0));

        // when
        weir().run("mutation { save(name: \"same\") { actionId } }");

        // then
        assertThat(actions.started.get(0).asked()).isNull();
        assertThat(actions.started.get(0).operation().query())
                .isEqualTo("mutation { save(name: \"same\") { actionId } }");
    }

    @Test
    void shouldShowAStoredActionByItsRewrittenOperation() {
        // given
        script.before("save", "h", "{\"args\":{\"name\":\"changed\"}}");
        actions.onStart(start -> Reports.open("a1", start.field(), ActionState.ACCEPTED, 0));
        ExecutionFixture weir = weir();
        weir.run("mutation { s: save(name: \"same\") { actionId } }");
        actions.store(Reports.detailed(
                Reports.done("a1", "save", "{\"name\":\"changed\"}"),
                actions.started.get(0).operation(),
                "[]"));

        // when
        Buffer shown = weir.operations.action("a1").result().body();

        // then
        assertThat(((Map<?, ?>) Json.parse(shown)).get("data")).isEqualTo(Map.of("s", Map.of("actionId", "a1")));
    }

    @Test
    void shouldTellOfWhatWasDoneBeforeTheNextFieldIsRun() {
        // given
        script.after("order", "told", true).before("order", "asked", "{\"args\":{\"item\":{\"sku\":2}}}");
        ExecutionFixture weir = weir();

        // when
        String response = weir.run("mutation { order(item: {sku: 1}) { success } free { success } }");

        // then
        assertThat(response).isEqualTo("{\"data\":{\"order\":{\"success\":true},\"free\":{\"success\":true}}}");
        assertThat(script.asked.get(1))
                .isEqualTo("told {\"field\":\"order\",\"args\":{\"item\":{\"sku\":2,\"count\":1},\"size\":\"SMALL\"},"
                        + "\"result\":{\"success\":true}}");
    }

    @Test
    void shouldKeepTheDataOfAFieldWhoseHookWasNotTold() {
        // given
        script.after("free", "down", false).after("free", "up", true);

        // when
        String response = weir().run("mutation { f: free { success } }");

        // then
        assertThat(response)
                .isEqualTo(
                        "{\"data\":{\"f\":{\"success\":true}},\"errors\":[{\"message\":\"free was done, but the hook after it"
                                + " could not be asked: no answer in time\",\"locations\":[{\"line\":1,\"column\":12}],\"path\":[\"f\"],\"extensions\":{\"code\":\"HOOK_FAILED\",\"committed\":true}}]}");
        assertThat(script.asked).hasSize(2);
    }

    @Test
    void shouldTellNobodyOfAFieldThatFailed() {
        // given
        script.after("save", "h", true);

        // when
        String response = weir().run("mutation { save(name: \"a\") { name } }");

        // then
        assertThat(response).contains("\"save\":null");
        assertThat(script.asked).isEmpty();
    }

    @Test
    void shouldTellOfAStoredActionThatEndsWhileItsClientWaitsAndNotOfOneThatDoesNot() {
        // given
        script.after("save", "h", true);
        actions.onStart(start -> start.later()
                ? Reports.open("a1", start.field(), ActionState.ACCEPTED, 0)
                : Reports.done("a2", start.field(), "{\"name\":\"b\"}"));

        // when
        weir().run("mutation { save(name: \"a\") { actionId } }");
        weir().run("mutation { save(name: \"b\") { name actionId } }");

        // then
        assertThat(script.asked)
                .containsExactly("h {\"field\":\"save\",\"args\":{\"name\":\"b\"},"
                        + "\"result\":{\"name\":\"b\",\"__typename\":\"Saved\",\"actionId\":\"a2\"}}");
    }
}
