package io.weir.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.config.QueryLimits;
import org.junit.jupiter.api.Test;

class ExecutionTest {

    private static final String SDL = """
            scalar BigInt
            scalar JSON
            enum State { OPEN DONE }
            interface Named { name: String }
            union Owner = Person | Team
            type Person implements Named { name: String email: String! }
            type Team implements Named { name: String members: [Person!] }
            type Task @key(fields: "id") {
              id: ID! title: String! state: State count: Int ratio: Float big: BigInt any: JSON done: Boolean
              owner: Owner named: Named parent: Task tags: [String!] matrix: [[Int]]
            }
            input TaskInput { title: String! state: State = OPEN big: BigInt }
            type Query {
              task(id: ID!): Task @eventsRequest(topic: "task.{{ args.id }}")
              must(id: ID!): Task! @eventsRequest(topic: "task.{{ args.id }}", timeout: "1s")
              weirVersion: String!
            }
            type Mutation {
              save(id: ID!, input: TaskInput!, note: String): PublishEventResult! @eventsPublish(topic: "save.{{ args.id }}")
              run(n: Int! = 7): Task @eventsRequest(topic: "run")
            }
            type Subscription { tasks: Task! @eventsSubscribe(topic: "tasks") maybe: Task @eventsSubscribe(topic: "tasks") }
            """;

    private final ExecutionFixture weir = new ExecutionFixture(SDL);

    private static String task(String fields) {
        return "{\"__typename\":\"Task\",\"id\":1," + fields + "}";
    }

    @Test
    void shouldWriteFieldsInTheOrderOfTheSelectionUnderTheirAliases() {
        assertThat(weir.event("subscription { t: tasks { b: title id a: __typename } }", task("\"title\":\"x\"")))
                .isEqualTo("{\"data\":{\"t\":{\"b\":\"x\",\"id\":\"1\",\"a\":\"Task\"}}}");
    }

    @Test
    void shouldMergeSelectionsOfFragments() {
        assertThat(weir.event("""
                        subscription { tasks { ...A ... on Task { parent { title } } } }
                        fragment A on Task { id parent { id } }
                        """, task("\"parent\":{\"__typename\":\"Task\",\"id\":2,\"title\":\"p\"}")))
                .isEqualTo("{\"data\":{\"tasks\":{\"id\":\"1\",\"parent\":{\"id\":\"2\",\"title\":\"p\"}}}}");
    }

    @Test
    void shouldNarrowUnionsAndInterfaces() {
        String query = """
                subscription { tasks {
                  owner { __typename ... on Person { email } ... on Team { name members { name } } }
                  named { name ... on Person { email } }
                } }
                """;
        assertThat(weir.event(query, task("""
                                "owner":{"__typename":"Team","name":"T","members":[{"name":"A"}]},
                                "named":{"__typename":"Person","name":"B","email":"b@x"}""")))
                .isEqualTo(
                        "{\"data\":{\"tasks\":{\"owner\":{\"__typename\":\"Team\",\"name\":\"T\",\"members\":[{\"name\":\"A\"}]},"
                                + "\"named\":{\"name\":\"B\",\"email\":\"b@x\"}}}}");
    }

    @Test
    void shouldSkipAndIncludeByVariables() {
        String query =
                "query($a: Boolean!, $b: Boolean = true) { task(id: 1) { id @skip(if: $a) title @include(if: $b) } }";
        weir.topics.reply("task.1", task("\"title\":\"x\""));
        assertThat(weir.run(query, "{\"a\":true}")).isEqualTo("{\"data\":{\"task\":{\"title\":\"x\"}}}");
        assertThat(weir.run(query, "{\"a\":false,\"b\":false}")).isEqualTo("{\"data\":{\"task\":{\"id\":\"1\"}}}");
        assertThat(weir.run(query, "{\"a\":true,\"b\":false}")).isEqualTo("{\"data\":{\"task\":{}}}");
    }

    @Test
    void shouldKeepBigNumbersDigitByDigit() {
        String big = "123456789012345678901234567890";
        assertThat(weir.event(
                        "subscription { tasks { big any ratio } }",
                        task("\"big\":" + big + ",\"any\":{\"x\":[1.000000000000000000001,null]},\"ratio\":1.10")))
                .isEqualTo("{\"data\":{\"tasks\":{\"big\":" + big
                        + ",\"any\":{\"x\":[1.000000000000000000001,null]},\"ratio\":1.10}}}");
        weir.run("mutation { save(id: 9007199254740993, input: {title: \"t\", big: " + big + "}) { success } }");
        assertThat(weir.topics.sent().get(0))
                .isEqualTo(
                        "save.9007199254740993 {\"id\":9007199254740993,\"input\":{\"title\":\"t\",\"state\":\"OPEN\",\"big\":"
                                + big + "}}");
    }

    @Test
    void shouldBubbleNullToTheNearestNullableParent() {
        assertThat(weir.event(
                        "subscription { maybe { id owner { ... on Person { email } } tags } }",
                        task("\"owner\":{\"__typename\":\"Person\"},\"tags\":[\"a\",null]")))
                .isEqualTo("{\"data\":{\"maybe\":{\"id\":\"1\",\"owner\":null,\"tags\":null}},\"errors\":["
                        + "{\"message\":\"null came for Person.email, which must not be null\",\"locations\":[{\"line\":1,\"column\":51}],"
                        + "\"path\":[\"maybe\",\"owner\",\"email\"],\"extensions\":{\"code\":\"INVALID_VALUE\"}},"
                        + "{\"message\":\"null came for Task.tags, which must not be null\",\"locations\":[{\"line\":1,\"column\":61}],"
                        + "\"path\":[\"maybe\",\"tags\",1],\"extensions\":{\"code\":\"INVALID_VALUE\"}}]}");
    }

    @Test
    void shouldBubbleNullToTheTop() {
        assertThat(weir.event("subscription { tasks { title } }", task("\"title\":null")))
                .startsWith("{\"data\":null,\"errors\":[{\"message\":\"null came for Task.title");
        assertThat(weir.event("subscription { maybe { title } }", task("\"title\":null")))
                .startsWith("{\"data\":{\"maybe\":null},\"errors\":[");
    }

    @Test
    void shouldRefuseValuesThatDoNotFitTheirType() {
        assertThat(weir.event(
                        "subscription { tasks { state count done owner { __typename } matrix parent { id } } }",
                        task("""
                                "state":"NOPE","count":2147483648,"done":"yes","owner":{"name":"x"},
                                "matrix":[[1,2.0],"x",null],"parent":7""")))
                .startsWith("{\"data\":{\"tasks\":{\"state\":null,\"count\":null,\"done\":null,\"owner\":null,"
                        + "\"matrix\":[[1,2],null,null],\"parent\":null}}")
                .contains(
                        "the value of Task.state is none of the enum State",
                        "the value of Task.count does not fit its type Int",
                        "the value of Task.done does not fit its type Boolean",
                        "the value of Task.owner lacks \\\"__typename\\\"",
                        "\"path\":[\"tasks\",\"matrix\",1]",
                        "the value of Task.parent is not an object");
    }

    @Test
    void shouldNotExpandHugeExponents() {
        assertThat(weir.event("subscription { tasks { count ratio } }", task("\"count\":1e1000000000,\"ratio\":1e400")))
                .startsWith("{\"data\":{\"tasks\":{\"count\":null,\"ratio\":null}}");
    }

    @Test
    void shouldEscapeStrings() {
        assertThat(weir.event(
                        "subscription { tasks { title } }",
                        task("\"title\":\"q\\\" \\\\ \\n \\u0001 é € 😀 \\ud800\"")))
                .isEqualTo("{\"data\":{\"tasks\":{\"title\":\"q\\\" \\\\ \\n \\u0001 é € 😀 \\ud800\"}}}");
    }

    @Test
    void shouldTellSubscribersWhatIsWrongWithAnEvent() {
        String query = "subscription { tasks { id } }";
        assertThat(weir.event(query, "7"))
                .contains("it is not a JSON object", "MALFORMED_EVENT", "\"path\":[\"tasks\"]");
        assertThat(weir.event(query, "null")).contains("it is not a JSON object");
        assertThat(weir.event(query, "{\"id\":1}")).contains("it lacks \\\"__typename\\\"");
        assertThat(weir.event(query, "{\"__typename\":\"Team\"}")).contains("\\\"Team\\\", which Task cannot be");
        assertThat(weir.event(query, "{\"__typename\":\"Task\"}")).contains("it lacks the key \\\"id\\\"");
        assertThat(weir.event(query, "{\"__typename\":\"Task\",\"id\":{\"a\":1}}"))
                .contains("its key \\\"id\\\" is neither a text nor a number", "MALFORMED_EVENT");
        assertThat(weir.event("subscription { maybe { id } }", "7"))
                .startsWith("{\"data\":{\"maybe\":null},\"errors\":[");
    }

    @Test
    void shouldPublishAllArgumentsAndAnnounceTheMutation() {
        String response = weir.run(
                "mutation M($id: ID!, $in: TaskInput!) { save(id: $id, input: $in, note: null) { success } }",
                "{\"id\":1,\"in\":{\"title\":\"t\",\"state\":\"DONE\"}}");

        assertThat(response).isEqualTo("{\"data\":{\"save\":{\"success\":true}}}");
        assertThat(weir.topics.sent())
                .containsExactly(
                        "save.1 {\"id\":1,\"input\":{\"title\":\"t\",\"state\":\"DONE\"},\"note\":null}",
                        "mutation.save {\"args\":{\"id\":1,\"input\":{\"title\":\"t\",\"state\":\"DONE\"},\"note\":null},"
                                + "\"result\":{\"success\":true}}");
    }

    @Test
    void shouldNotAnnounceAMutationThatWasRefused() {
        weir.topics.refuse();
        assertThat(weir.run("mutation { save(id: 1, input: {title: \"t\"}) { success } }"))
                .isEqualTo("{\"data\":{\"save\":{\"success\":false}}}");
        assertThat(weir.topics.sent()).hasSize(1);
    }

    @Test
    void shouldRunMutationsOneAfterAnotherAndGoOnAfterAFailure() {
        weir.topics.reply("run", "{\"__typename\":\"Task\",\"id\":5}");
        assertThat(weir.run("mutation { a: run { id } b: save(id: \"*\", input: {title: \"\"}) { success } }"))
                .startsWith("{\"data\":null,\"errors\":[")
                .contains("wildcard", "BAD_USER_INPUT", "\"path\":[\"b\"]");
        assertThat(weir.topics.sent()).first().isEqualTo("run {\"n\":7}");
        assertThat(weir.topics.sent()).noneMatch(sent -> sent.startsWith("save"));
    }

    @Test
    void shouldRefuseArgumentsThatWouldWidenATopic() {
        for (String id : new String[] {"*", "#", ">", "a.*.b", "", "a b", "a\\u0000", "a..b", "x".repeat(300)}) {
            assertThat(weir.run("{ task(id: \"" + id + "\") { id } }")).as(id).contains("BAD_USER_INPUT");
        }
        assertThat(weir.topics.sent()).isEmpty();
    }

    @Test
    void shouldAnswerWithAnErrorWhenNoOneReplies() {
        assertThat(weir.run("{ task(id: 1) { id } must(id: 2) { id } }"))
                .startsWith("{\"data\":null")
                .contains("EVENT_REQUEST_TIMEOUT", "\"path\":[\"task\"]", "\"path\":[\"must\"]");
    }

    @Test
    void shouldRefuseRepliesThatAreNoRepresentation() {
        weir.topics.reply("task.1", "<html>").reply("task.2", "{\"id\":2}").reply("task.3", "null");
        assertThat(weir.run("{ task(id: 1) { id } }")).contains("it is not JSON", "MALFORMED_REPLY");
        assertThat(weir.run("{ task(id: 2) { id } }")).contains("lacks \\\"__typename\\\"");
        assertThat(weir.run("{ task(id: 3) { id } }")).isEqualTo("{\"data\":{\"task\":null}}");
    }

    @Test
    void shouldAnswerIntrospectionBesideFields() {
        assertThat(weir.run(
                        "query($n: String!) { weirVersion s: __schema { queryType { name } } t: __type(name: $n) { ...T } __typename }"
                                + " fragment T on __Type { kind }",
                        "{\"n\":\"State\"}"))
                .isEqualTo("{\"data\":{\"weirVersion\":\"1.2.3\",\"s\":{\"queryType\":{\"name\":\"Query\"}},"
                        + "\"t\":{\"kind\":\"ENUM\"},\"__typename\":\"Query\"}}");
    }

    @Test
    void shouldHideTheSchemaWhenIntrospectionIsOff() {
        ExecutionFixture closed = new ExecutionFixture(SDL, false, QueryLimits.DEFAULT);
        assertThat(closed.run("{ ...F } fragment F on Query { __schema { queryType { name } } }"))
                .contains("introspection is turned off");
        assertThat(closed.run("{ __typename }")).isEqualTo("{\"data\":{\"__typename\":\"Query\"}}");
    }

    @Test
    void shouldRefuseWhatIsNotValid() {
        assertThat(weir.run("{ nope }")).contains("GRAPHQL_VALIDATION_FAILED", "\"line\":1,\"column\":3");
        assertThat(weir.run("{")).contains("GRAPHQL_PARSE_FAILED");
        assertThat(weir.run("query($id: ID!) { task(id: $id) { id } }")).contains("BAD_USER_INPUT");
        assertThat(weir.run("query($id: ID!) { task(id: $id) { id } }", "{\"id\":{}}"))
                .contains("BAD_USER_INPUT");
        assertThat(weir.run("query A { weirVersion } query B { weirVersion }"))
                .contains("name one in operationName", "OPERATION_RESOLUTION_FAILURE");
        assertThat(weir.run("fragment F on Query { weirVersion }")).startsWith("{\"errors\":");
        assertThat(weir.run("subscription { __typename }"))
                .contains("__typename is none: select it within one of them", "GRAPHQL_VALIDATION_FAILED");
    }

    @Test
    void shouldHoldQueriesAgainstTheLimits() {
        ExecutionFixture small = new ExecutionFixture(SDL, true, new QueryLimits(400, 60, 4, 2, 8, 16));
        assertThat(small.run("{ task(id: 1) { parent { parent { parent { id } } } } }"))
                .contains("5 levels of fields");
        assertThat(small.run("{ a: weirVersion b: weirVersion c: weirVersion }"))
                .contains("3 aliases");
        assertThat(small.run("{ task(id: 1) { ...F ...F ...F } } fragment F on Task { id title state }"))
                .contains("10 fields");
        assertThat(small.run("{ " + "weirVersion ".repeat(70) + " }")).startsWith("{\"errors\":");
        assertThat(small.run("{ weirVersion #" + "x".repeat(400) + "\n }")).contains("QUERY_TOO_COMPLEX");
        assertThat(small.run("{ __schema { types { fields { type { ofType { ofType { name } } } } } } }"))
                .startsWith("{\"data\":");
    }

    @Test
    void shouldAnswerIntrospectionAFewTimesInOneOperationOnly() {
        StringBuilder query = new StringBuilder("{");
        for (int i = 0; i < 6; i++) {
            query.append(" s%d: __schema { queryType { name } }".formatted(i));
        }
        assertThat(weir.run(query + " }")).contains("6 introspection fields", "QUERY_TOO_COMPLEX");
    }

    @Test
    void shouldStopFragmentsThatMultiply() {
        StringBuilder query = new StringBuilder("{ ...F0 }");
        for (int i = 0; i < 30; i++) {
            query.append(" fragment F%d on Query { ...F%d ... { ...F%d } }".formatted(i, i + 1, i + 1));
        }
        query.append(" fragment F30 on Query { weirVersion }");
        assertThat(weir.run(query.toString())).contains("QUERY_TOO_COMPLEX");
    }

    @Test
    void shouldGiveEqualStreamsEqualKeys() {
        String query = "subscription S($x: Boolean!) { tasks { id title @include(if: $x) } }";
        assertThat(weir.stream(query, "{\"x\":true}").key())
                .isEqualTo(weir.stream(query, "{\"x\":true}").key());
        assertThat(weir.stream(query, "{\"x\":true}").key())
                .isNotEqualTo(weir.stream(query, "{\"x\":false}").key());
    }
}
