package io.weir.execution;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.language.Field;
import graphql.language.OperationDefinition;
import graphql.parser.Parser;
import io.weir.graph.FederatedGraphs;
import io.weir.json.Json;
import io.weir.plan.demand.StorageKey;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Fields that a field of Query answers, and fields of Query itself met again below another field. */
class FollowUpTest {

    private final ScriptedSubgraphs subgraphs = new ScriptedSubgraphs();
    private final FederatedFixture weir =
            new FederatedFixture(FederatedGraphs.of("""
                    type Query { greeting(name: String!): Greeting @eventsRequest(topic: "greeting.{{ args.name }}") weirVersion: String! }
                    type Subscription { order: Order @eventsSubscribe(topic: "order") }
                    type Order implements Owned @key(fields: "id", resolvable: false) {
                      id: ID! @external
                      note: String
                      mood: String
                      place: Place @external
                      userId: ID @external
                      owner: User @resolvedBy(query: "user(id: {{ parent.userId }})")
                      team(size: Int = 2): [User!] @resolvedBy(query: "users(in: { size: {{ args.size }}, of: {{ parent.userId }} })")
                      named: User @resolvedBy(query: "named(name: {{ parent.userId }})")
                      hello: Greeting @resolvedBy(query: "greeting(name: {{ parent.note }})")
                      deep: User @resolvedBy(query: "user(id: {{ parent.place.city }})")
                      count: Int @resolvedBy(query: "count")
                      old: User @resolvedBy(query: "aged(years: {{ parent.userId }})")
                    }
                    interface Owned { owner: User }
                    type Place { city: ID @external }
                    type User @key(fields: "id", resolvable: false) { id: ID! @external }
                    type Greeting { text: String by: String user: User @resolvedBy(query: "user(id: {{ parent.by }})") }
                    """).subgraph("orders", """
                    type Query { orders: [Order] order: Order relay: Query any: [Owned] }
                    type Mutation { save: Saved }
                    type Saved { order: Order query: Query all: [Query] }
                    interface Owned { owner: User }
                    type Free implements Owned { owner: User }
                    type User @key(fields: "id") { id: ID! }
                    type Order implements Owned @key(fields: "id") { id: ID! userId: ID place: Place owner: User mood: String }
                    type Place { city: ID }
                    """).subgraph("users", """
                    type Query { user(id: ID!): User users(in: In!): [User!] named(name: String): User aged(years: Int): User count: Int! me: User }
                    input In { size: Int of: [ID] }
                    type User @key(fields: "id") { id: ID! name(upper: Boolean): String! friend: User }
                    """), subgraphs);

    private static final String USER = key("user(id: $user_id)");
    private static final String TEAM = key("users(in: {size: $users_in_size, of: $users_in_of})");
    private static final String NAMED = key("named(name: $named_name)");

    static String key(String field) {
        OperationDefinition operation = Parser.parse("{" + field + "}")
                .getDefinitionsOfType(OperationDefinition.class)
                .get(0);
        return StorageKey.of(
                operation.getSelectionSet().getSelectionsOfType(Field.class).get(0));
    }

    private static String data(String key, String value) {
        return "{\"data\":{\"%s\":%s}}".formatted(key, value);
    }

    private String complete(String selection, String event) {
        return weir.stream("subscription " + selection, Map.of())
                .complete(Json.parse(event), weir.operations.forEvent())
                .result()
                .toString();
    }

    @Test
    void shouldAskAFieldOfQueryForWhatItAnswers() {
        subgraphs.reply("orders", data("order", "{\"userId\":\"7\"}")).reply("users", data(USER, "{\"name\":\"Ada\"}"));

        assertThat(weir.run("{ order { who: owner { n: name } } }"))
                .isEqualTo("{\"data\":{\"order\":{\"who\":{\"n\":\"Ada\"}}}}");
        assertThat(subgraphs.asked())
                .containsExactly(
                        "orders {\"query\":\"{order{userId}}\"}",
                        "users {\"query\":\"query($user_id:ID!){" + USER
                                + ":user(id:$user_id){name}}\",\"variables\":{\"user_id\":\"7\"}}");
    }

    @Test
    void shouldAskOnceForEqualInputs() {
        subgraphs
                .reply("orders", data("orders", "[{\"userId\":\"7\"},null,{\"userId\":\"8\"},{\"userId\":\"7\"}]"))
                .reply("users", data(USER, "{\"name\":\"Ada\"}"))
                .reply("users", data(USER, "{\"name\":\"Bob\"}"));

        assertThat(weir.run("{ orders { owner { name } } }"))
                .isEqualTo("{\"data\":{\"orders\":[{\"owner\":{\"name\":\"Ada\"}},null,{\"owner\":{\"name\":\"Bob\"}},"
                        + "{\"owner\":{\"name\":\"Ada\"}}]}}");
        assertThat(subgraphs.asked()).hasSize(3);
    }

    @Test
    void shouldAskAllOfALongListInTheEnd() {
        StringBuilder orders = new StringBuilder("[");
        for (int i = 0; i < 100; i++) {
            orders.append(i == 0 ? "" : ",").append("{\"userId\":\"").append(i).append("\"}");
            subgraphs.reply("users", data(USER, "{\"name\":\"N" + i + "\"}"));
        }
        subgraphs.reply("orders", data("orders", orders.append(']').toString()));

        assertThat(weir.run("{ orders { owner { name } } }"))
                .contains("\"N0\"", "\"N99\"")
                .doesNotContain("errors");
    }

    @Test
    void shouldTakeArgumentsWithTheirDefaultsAndNestedValues() {
        subgraphs
                .reply("orders", data("order", "{\"userId\":\"7\"}"))
                .reply("users", data(TEAM, "[{\"name\":\"Ada\"}]"))
                .reply("users", data(TEAM, "[]"));

        assertThat(weir.run("query($n: Int = 5) { order { team { name } big: team(size: $n) { name } } }"))
                .isEqualTo("{\"data\":{\"order\":{\"team\":[{\"name\":\"Ada\"}],\"big\":[]}}}");
        assertThat(subgraphs.asked().subList(1, 3))
                .anySatisfy(request -> assertThat(request).endsWith("{\"users_in_of\":[\"7\"],\"users_in_size\":2}}"))
                .anySatisfy(request -> assertThat(request).endsWith("{\"users_in_of\":[\"7\"],\"users_in_size\":5}}"));
    }

    @Test
    void shouldSayWhyThereIsNothingWhereAnInputIsNull() {
        subgraphs.reply("orders", data("order", "{\"userId\":null}"));

        assertThat(weir.run("{ order { owner { name } } }"))
                .isEqualTo("{\"data\":{\"order\":{\"owner\":null}},\"errors\":[{"
                        + "\"message\":\"parent.userId is null, and user(id:) needs a value\","
                        + "\"locations\":[{\"line\":1,\"column\":11}],\"path\":[\"order\",\"owner\"],"
                        + "\"extensions\":{\"code\":\"INVALID_VALUE\"}}]}");
        assertThat(subgraphs.asked()).hasSize(1);
    }

    @Test
    void shouldPassNullWhereTheArgumentAllowsIt() {
        subgraphs.reply("orders", data("order", "{\"userId\":null}")).reply("users", data(NAMED, "{\"name\":\"No\"}"));

        assertThat(weir.run("{ order { named { name } } }"))
                .isEqualTo("{\"data\":{\"order\":{\"named\":{\"name\":\"No\"}}}}");
        assertThat(subgraphs.asked().get(1)).endsWith("\"variables\":{\"named_name\":null}}");
    }

    @Test
    void shouldSayThatAValueDoesNotFit() {
        subgraphs.reply("orders", data("order", "{\"userId\":\"x\"}"));

        assertThat(weir.run("{ order { old { name } } }"))
                .contains("the value of parent.userId does not fit aged(years:)", "INVALID_VALUE");
    }

    @Test
    void shouldGoThroughALongListWhoseValuesDoNotFit() {
        String orders = IntStream.range(0, 20_000)
                .mapToObj(i -> "{\"userId\":\"x" + i + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
        subgraphs.reply("orders", data("orders", orders));

        assertThat(weir.run("{ orders { old { name } } }")).contains("does not fit aged(years:)", "19999");
    }

    @Test
    void shouldSayWhyAnInputDidNotCome() {
        subgraphs.reply(
                "orders",
                "{\"data\":{\"order\":{\"userId\":null}},\"errors\":[{\"message\":\"no\",\"path\":[\"order\",\"userId\"]}]}");

        assertThat(weir.run("{ order { owner { name } } }"))
                .startsWith("{\"data\":{\"order\":{\"owner\":null}},\"errors\":[{\"message\":\"no\"")
                .contains("\"path\":[\"order\",\"owner\"]");
    }

    @Test
    void shouldTellErrorsAtTheClientsPath() {
        subgraphs
                .reply("orders", data("orders", "[{\"userId\":\"7\"}]"))
                .reply(
                        "users",
                        "{\"data\":{\"%s\":{\"id\":\"7\",\"friend\":null}},\"errors\":[{\"message\":\"away\",\"path\":[\"%s\",\"friend\"]}]}"
                                .formatted(USER, USER));

        assertThat(weir.run("{ orders { o: owner { id f: friend { id } } } }"))
                .startsWith("{\"data\":{\"orders\":[{\"o\":{\"id\":\"7\",\"f\":null}}]}")
                .contains("\"message\":\"away\"", "\"path\":[\"orders\",0,\"o\",\"f\"]");
    }

    @Test
    void shouldTellErrorsOfValuesThatCameAtTheClientsPath() {
        subgraphs
                .reply("orders", data("orders", "[{\"userId\":\"7\"}]"))
                .reply(
                        "users",
                        "{\"data\":{\"%s\":{\"id\":\"7\"}},\"errors\":[{\"message\":\"odd\",\"path\":[\"%s\",\"id\"]}]}"
                                .formatted(USER, USER));

        assertThat(weir.run("{ orders { o: owner { i: id } } }")).contains("\"path\":[\"orders\",0,\"o\",\"i\"]");
    }

    @Test
    void shouldAnswerForObjectsOfTheTypeOnly() {
        subgraphs
                .reply(
                        "orders",
                        data(
                                "any",
                                "[{\"__typename\":\"Order\",\"userId\":\"7\"},{\"__typename\":\"Free\",\"owner\":{\"id\":\"1\"}}]"))
                .reply("users", data(USER, "{\"id\":\"7\"}"));

        assertThat(weir.run("{ any { owner { id } } }"))
                .isEqualTo("{\"data\":{\"any\":[{\"owner\":{\"id\":\"7\"}},{\"owner\":{\"id\":\"1\"}}]}}");
    }

    @Test
    void shouldTellThatTheOwnerCannotBeReached() {
        subgraphs.reply("orders", data("order", "{\"userId\":\"7\"}"));

        assertThat(weir.run("{ order { owner { name } } }"))
                .startsWith("{\"data\":{\"order\":{\"owner\":null}}")
                .contains("SUBGRAPH_UNREACHABLE", "\"path\":[\"order\",\"owner\"]");
    }

    @Test
    void shouldFollowUpOnNestedFieldsAndOnScalars() {
        subgraphs
                .reply("orders", data("order", "{\"place\":{\"city\":\"9\"}}"))
                .reply("users", data("count", "3"))
                .reply("users", data(USER, "{\"name\":\"Ada\"}"));

        String response = weir.run("{ order { count deep { name } } }");

        assertThat(response).isEqualTo("{\"data\":{\"order\":{\"count\":3,\"deep\":{\"name\":\"Ada\"}}}}");
    }

    @Test
    void shouldCompleteEventsAndWhatFollowsFromWhatFollows() {
        weir.topics.reply("greeting.hi", "{\"text\":\"Hello\",\"by\":\"7\"}");
        subgraphs.reply("users", data(USER, "{\"name\":\"Ada\"}"));

        assertThat(complete(
                        "{ order { hello { text user { name } } } }",
                        "{\"__typename\":\"Order\",\"id\":\"1\",\"note\":\"hi\",\"hello\":{\"text\":\"not read\"}}"))
                .isEqualTo("{\"data\":{\"order\":{\"hello\":{\"text\":\"Hello\",\"user\":{\"name\":\"Ada\"}}}}}");
    }

    @Test
    void shouldFetchTheInputsOfAnEventFromTheirOwner() {
        subgraphs
                .reply("orders", "{\"data\":{\"_entities\":[{\"userId\":\"7\"}]}}")
                .reply("users", data(USER, "{\"name\":\"Ada\"}"));

        assertThat(complete("{ order { owner { name } } }", "{\"__typename\":\"Order\",\"id\":\"1\"}"))
                .isEqualTo("{\"data\":{\"order\":{\"owner\":{\"name\":\"Ada\"}}}}");
    }

    @Test
    void shouldFollowUpOnEventsThatLackAField() {
        subgraphs
                .reply("orders", "{\"data\":{\"_entities\":[{\"userId\":\"7\",\"mood\":\"fine\"}]}}")
                .reply("users", data(USER, "{\"name\":\"Ada\"}"));

        assertThat(complete("{ order { mood owner { name } } }", "{\"__typename\":\"Order\",\"id\":\"1\"}"))
                .isEqualTo("{\"data\":{\"order\":{\"mood\":\"fine\",\"owner\":{\"name\":\"Ada\"}}}}");
        assertThat(subgraphs.asked()).hasSize(2);
    }

    @Test
    void shouldReadAndNotWriteWithinAMutation() {
        subgraphs
                .reply("orders", data("save", "{\"order\":{\"userId\":\"7\"},\"query\":{\"__typename\":\"Query\"}}"))
                .reply("users", data(USER, "{\"name\":\"Ada\"}"))
                .reply("users", data("me", "{\"name\":\"Me\"}"));

        assertThat(weir.run("mutation { save { order { owner { name } } query { weirVersion } } }"))
                .isEqualTo(
                        "{\"data\":{\"save\":{\"order\":{\"owner\":{\"name\":\"Ada\"}},\"query\":{\"weirVersion\":\"test\"}}}}");
        assertThat(subgraphs.requests())
                .extracting(request -> request.mutation())
                .containsExactly(true, false);
    }

    @Test
    void shouldMergeFieldsOfQueryIntoAllObjectsByOneQuery() {
        subgraphs
                .reply("orders", data("save", "{\"all\":[{\"order\":{\"id\":\"1\"}},null,{\"order\":{\"id\":\"2\"}}]}"))
                .reply("users", data("me", "{\"name\":\"Ada\"}"));

        assertThat(weir.run("mutation { save { all { order { id } m: me { name } } } }"))
                .isEqualTo("{\"data\":{\"save\":{\"all\":[{\"order\":{\"id\":\"1\"},\"m\":{\"name\":\"Ada\"}},null,"
                        + "{\"order\":{\"id\":\"2\"},\"m\":{\"name\":\"Ada\"}}]}}}");
        assertThat(subgraphs.asked()).hasSize(2);
    }

    @Test
    void shouldTellErrorsOfQueryAgainAtTheClientsPath() {
        subgraphs
                .reply("orders", data("relay", "{\"__typename\":\"Query\"}"))
                .reply("users", "{\"data\":{\"me\":null},\"errors\":[{\"message\":\"who?\",\"path\":[\"me\"]}]}");

        assertThat(weir.run("{ r: relay { m: me { id } } }"))
                .startsWith("{\"data\":{\"r\":{\"m\":null}}")
                .contains("\"message\":\"who?\"", "\"path\":[\"r\",\"m\"]");
    }

    @Test
    void shouldKeepItsVariablesApartFromTheClients() {
        subgraphs
                .reply("orders", data("order", "{\"userId\":\"7\"}"))
                .reply(
                        "users",
                        data(key("user(id: $_user_id)"), "{\"%s\":\"ADA\"}".formatted(key("name(upper: $user_id)"))));

        assertThat(weir.run("query($user_id: Boolean = true) { order { owner { name(upper: $user_id) } } }"))
                .isEqualTo("{\"data\":{\"order\":{\"owner\":{\"name\":\"ADA\"}}}}");
        assertThat(subgraphs.asked().get(1)).endsWith("\"variables\":{\"_user_id\":\"7\",\"user_id\":true}}");
    }
}
