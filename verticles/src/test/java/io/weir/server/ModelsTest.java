package io.weir.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.weir.store.StoreFixture;
import io.weir.testing.Postgres;
import io.weir.testing.PostgresDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node with models, over HTTP, and a subgraph that has a part of one of them. */
class ModelsTest {

    private static final String SCHEMA = """
            type Order @model { id: ID! number: Int! note: String customer: Customer items: [Item!]! }
            type Customer @model { id: ID! name: String! @unique orders: [Order!]! }
            type Item @model { id: ID! name: String! order: Order }
            type Document @model { id: ID! meta: JSON }
            type Team @model { id: ID! players: [Player!]! }
            type Player @model { id: ID! team: Team }
            type Subscription { seen: Order @eventsSubscribe(topic: "seen") }
            type Mutation { pick(id: ID!): Order @action(url: "bus:pick") }
            """;
    private static final String QUOTES = """
            extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
            type Order @key(fields: "id") { id: ID! shippingQuote: String }
            type Query { quotes: Int }
            """;

    @TempDir
    private static Path folder;

    private static ConfiguredNode node;
    private static PostgresDatabase database;

    @BeforeAll
    static void start() throws Exception {
        database = Postgres.database();
        Files.writeString(folder.resolve("shop.graphql"), SCHEMA);
        Files.writeString(folder.resolve("quotes.graphql"), QUOTES);
        Vertx vertx = Vertx.vertx();
        int port = StoreFixture.await(vertx.createHttpServer()
                        .requestHandler(request -> request.body().onSuccess(body -> {
                            JsonArray asked = body.toJsonObject()
                                    .getJsonObject("variables")
                                    .getJsonArray(body.toJsonObject()
                                            .getJsonObject("variables")
                                            .fieldNames()
                                            .iterator()
                                            .next());
                            JsonArray entities = new JsonArray();
                            asked.forEach(each -> entities.add(new JsonObject()
                                    .put("__typename", "Order")
                                    .put("shippingQuote", "quote of " + ((JsonObject) each).getString("id"))));
                            request.response()
                                    .putHeader("content-type", "application/json")
                                    .end(new JsonObject()
                                            .put("data", new JsonObject().put("_entities", entities))
                                            .encode());
                        }))
                        .listen(0))
                .actualPort();
        String yaml = """
                graph:
                  schemas: [shop.graphql]
                  subgraphs: [{ name: quotes, schema: quotes.graphql, url: "http://127.0.0.1:%d/" }]
                store: { kind: postgres, uri: "%s" }
                """.formatted(port, database.uri());
        node = ConfiguredNode.start(folder, yaml);
    }

    @AfterAll
    static void stop() throws Exception {
        if (node != null) {
            node.close();
        }
    }

    private static JsonObject ask(String query) throws Exception {
        return new JsonObject(node.graphql(query));
    }

    @Test
    void shouldJoinModelsWithEachOtherAndWithSubgraphs() throws Exception {
        // given
        ask("mutation { createCustomer(input: {id: \"c\", name: \"Ada\"}) { id } }");
        JsonObject created = ask("mutation { createOrder(input: {id: \"o1\", number: 1, customer: \"c\"}) {"
                + " id customer { name orders { number } } } }");
        ask("mutation { createOrder(input: {id: \"o2\", number: 2, note: \"n\"}) { id } }");
        ask("mutation { createItem(input: {id: \"i1\", name: \"pen\", order: \"o1\"}) { id } }");

        // when
        JsonObject orders = ask(
                "{ orders(orderBy: [{field: number, direction: DESC}]) { totalCount pageInfo { hasNextPage }"
                        + " nodes { id note customer { name } shippingQuote items(filter: {name: {startsWith: \"p\"}}) { name } } } }");

        // then
        assertThat(created.getJsonObject("data")).isEqualTo(new JsonObject("""
                {"createOrder": {"id": "o1", "customer": {"name": "Ada", "orders": [{"number": 1}]}}}"""));
        assertThat(created.getJsonObject("extensions")
                        .getJsonObject("consistency")
                        .getString("token"))
                .isNotEmpty();
        assertThat(orders.getJsonArray("errors")).isNull();
        assertThat(orders.getJsonObject("data").getJsonObject("orders")).isEqualTo(new JsonObject("""
                {"totalCount": 2, "pageInfo": {"hasNextPage": false}, "nodes": [
                  {"id": "o2", "note": "n", "customer": null, "shippingQuote": "quote of o2", "items": []},
                  {"id": "o1", "note": null, "customer": {"name": "Ada"}, "shippingQuote": "quote of o1",
                   "items": [{"name": "pen"}]}]}"""));
    }

    @Test
    void shouldCompleteWhatEventsAndActionsName() throws Exception {
        // given
        ask("mutation { createCustomer(input: {id: \"c9\", name: \"Annie\"}) { id }"
                + " createOrder(input: {id: \"o9\", number: 9, customer: \"c9\"}) { id } }");
        node.vertx()
                .eventBus()
                .<Object>consumer(
                        "pick",
                        asked -> asked.reply(JsonObject.of(
                                "__typename", "Order", "id", ((JsonObject) asked.body()).getString("id"))));

        // when
        JsonObject picked = ask("mutation { pick(id: \"o9\") { number customer { name } shippingQuote } }");
        JsonObject nothing = ask("mutation { pick(id: \"nothing\") { id number } }");
        List<String> seen;
        try (GraphqlSocket socket = new GraphqlSocket(node.port())) {
            socket.subscribe("s", "subscription { seen { number customer { name } } }");
            node.publish("seen", "{\"__typename\": \"Order\", \"id\": \"o9\"}");
            node.publish("seen", "{\"__typename\": \"Order\", \"id\": \"nothing\"}");
            seen = List.of(socket.next(), socket.next());
        }

        // then
        assertThat(picked.getJsonArray("errors")).isNull();
        assertThat(picked.getJsonObject("data").getJsonObject("pick")).isEqualTo(new JsonObject("""
                {"number": 9, "customer": {"name": "Annie"}, "shippingQuote": "quote of o9"}"""));
        assertThat(nothing.getJsonObject("data").getJsonObject("pick")).isNull();
        assertThat(seen.get(0)).contains("{\"data\":{\"seen\":{\"number\":9,\"customer\":{\"name\":\"Annie\"}}}}");
        assertThat(seen.get(1)).contains("{\"data\":{\"seen\":null}");
    }

    @Test
    void shouldReadWhatManyReferToAtOnce() throws Exception {
        // given: others ask the store too, now and then
        for (int from = 0; from < 300; from += 50) {
            String members = IntStream.range(from, from + 50)
                    .mapToObj(i ->
                            "c%1$d: createTeam(input: {id: \"t%1$d\"}) { id } p%1$d: createPlayer(input: {id: \"p%1$d\", team: \"t%1$d\"}) { id }"
                                    .formatted(i))
                    .collect(Collectors.joining(" "));
            assertThat(ask("mutation { " + members + " }").getJsonArray("errors"))
                    .isNull();
        }
        long before = statements();

        // when
        JsonObject players = ask("{ players(first: 300) { nodes { id team { id players { id team { id } } } } } }");

        // then
        assertThat(statements() - before).isLessThan(100);
        assertThat(players.getJsonObject("data").getJsonObject("players").getJsonArray("nodes"))
                .hasSizeGreaterThanOrEqualTo(300)
                .allSatisfy(player -> assertThat(((JsonObject) player).encode()).contains("\"team\":{\"id\":\"t"));
    }

    private static long statements() throws Exception {
        return node.admin("/metrics")
                .lines()
                .filter(line -> line.startsWith("weir_store_statements_seconds_count"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void shouldSayWhyWithCodeAndDetails() throws Exception {
        ask("mutation { createOrder(input: {id: \"v\", number: 1}) { id } }");
        JsonObject stale = ask("mutation { updateOrder(id: \"v\", input: {number: 2}, expectedVersion: 7) { id } }");
        JsonObject none = ask("{ order(id: \"none\") { id number } }");
        JsonObject nul = ask("{ orders(filter: {note: {eq: \"\\u0000\"}}) { nodes { id } } }");
        JsonObject cursor = ask("{ orders(after: \"garbage\") { nodes { id } } }");

        assertThat(extensions(stale).getString("code")).isEqualTo("VERSION_CONFLICT");
        assertThat(extensions(stale).fieldNames().size()).isGreaterThan(2);
        assertThat(none.getJsonObject("data")).isEqualTo(new JsonObject("{\"order\": null}"));
        assertThat(extensions(nul).getString("code")).isEqualTo("BAD_USER_INPUT");
        assertThat(extensions(cursor).getString("code")).isEqualTo("BAD_USER_INPUT");
        assertThat(cursor.getJsonArray("errors").getJsonObject(0).getJsonArray("path"))
                .isEqualTo(new JsonArray(List.of("orders")));
    }

    @Test
    void shouldRefuseListsOfListsThatMultiply() throws Exception {
        // given
        ask("mutation { createTeam(input: {id: \"t\"}) { id } }");
        ask(IntStream.range(0, 50)
                .mapToObj("p%d: createPlayer(input: {team: \"t\"}) { id }"::formatted)
                .collect(Collectors.joining(" ", "mutation { ", " }")));

        // when
        JsonObject twice = ask("{ team(id: \"t\") { players { team { players { id } } } } }");
        JsonObject often = ask("{ team(id: \"t\") { players { team { players { team { players { id } } } } } } }");

        // then
        assertThat(twice.getJsonArray("errors")).isNull();
        assertThat(extensions(often).getString("code")).isEqualTo("QUERY_TOO_COMPLEX");
    }

    @Test
    void shouldTakeNoJsonThatNobodyCouldReadAgain() throws Exception {
        // given
        String deep = "[".repeat(220) + "]".repeat(220);

        // when
        JsonObject refused = ask("mutation { createDocument(input: {id: \"deep\", meta: %s}) { id } }".formatted(deep));
        JsonObject all = ask("{ documents { nodes { id meta } } }");

        // then
        assertThat(extensions(refused).getString("code")).isEqualTo("BAD_USER_INPUT");
        assertThat(all.getJsonArray("errors")).isNull();
    }

    @Test
    void shouldMakeOneRowHoweverOftenItIsAskedForUnderOneKey() throws Exception {
        // when
        String once = once("Grace", "k");
        String again = once("Grace", "k");
        String other = once("Edsger", "k");
        JsonObject without = ask("mutation { createCustomer(input: {name: \"Grace\"}) { id } }");

        // then
        assertThat(again).isEqualTo(once);
        assertThat(other).isNotEqualTo(once);
        assertThat(extensions(without).getString("code")).isEqualTo("NOT_UNIQUE");
        assertThat(ask("{ customers(filter: {name: {in: [\"Grace\", \"Edsger\"]}}) { totalCount } }")
                        .getJsonObject("data"))
                .isEqualTo(new JsonObject("{\"customers\": {\"totalCount\": 2}}"));
    }

    /** The answer to a request that its key names. */
    private static String once(String name, String key) throws Exception {
        return new JsonObject(node.graphql(
                        "mutation { createCustomer(input: {name: \"%s\"}) { id } }".formatted(name),
                        "Idempotency-Key",
                        key))
                .getJsonObject("data")
                .getJsonObject("createCustomer")
                .getString("id");
    }

    private static JsonObject extensions(JsonObject response) {
        return response.getJsonArray("errors").getJsonObject(0).getJsonObject("extensions");
    }
}
