package io.weir.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.weir.testing.Behaviour;
import io.weir.testing.SubgraphServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client's headers on their whole way: to the subgraph whose allow-list names them, and to no other. */
@Timeout(120)
class ForwardedHeadersIT {

    private static final String LINK =
            "extend schema @link(url: \"https://specs.apollo.dev/federation/v2.3\", import: [\"@key\"])\n";
    private static final String ACCOUNTS = LINK + """
            type Query { account(id: ID!): Account }
            type Account @key(fields: "id") { id: ID! seenBy: String }
            """;
    private static final String RATINGS = LINK + """
            type Query { ratings: Int }
            type Account @key(fields: "id") { id: ID! stars: Int }
            """;
    private static final String EVENTS = """
            type Subscription { changed: Account @eventsSubscribe(topic: "changed") }
            type Account @key(fields: "id", resolvable: false) { id: ID! @external }
            """;
    private static final String EVENT = "{\"__typename\":\"Account\",\"id\":\"1\"}";

    @TempDir
    Path folder;

    private SubgraphServer accounts;
    private SubgraphServer ratings;
    private ConfiguredNode node;

    @BeforeEach
    void start() throws Exception {
        accounts = SubgraphServer.serving(ACCOUNTS)
                .field("Query", "account", env -> Map.of("id", env.getArgument("id"), "seenBy", "WHO"))
                .entity("Account", key -> Map.of("id", key.get("id"), "seenBy", "WHO"))
                .start();
        accounts.behave(ForwardedHeadersIT::answerForTheCaller);
        ratings = SubgraphServer.serving(RATINGS)
                .entity("Account", key -> Map.of("id", key.get("id"), "stars", 5))
                .start();
        Files.writeString(folder.resolve("events.graphql"), EVENTS);
        Files.writeString(folder.resolve("accounts.graphql"), ACCOUNTS);
        Files.writeString(folder.resolve("ratings.graphql"), RATINGS);
        node = ConfiguredNode.start(folder, """
                graph:
                  schemas: [events.graphql]
                  subgraphs:
                    - name: accounts
                      url: "%s"
                      schema: accounts.graphql
                      headers: { forward: [Authorization] }
                    - name: ratings
                      url: "%s"
                      schema: ratings.graphql
                      headers: { forward: [X-Tenant], set: { Authorization: Bearer of-weir } }
                """.formatted(accounts.url(), ratings.url()));
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
        accounts.close();
        ratings.close();
    }

    @Test
    void shouldForwardARequestsHeadersWhereTheyAreAllowed() throws Exception {
        // When
        String answer = node.graphql(
                "{ account(id: 1) { seenBy stars } }",
                "Authorization",
                "Bearer ada",
                "X-Tenant",
                "blue",
                "Cookie",
                "secret=1");

        // Then
        assertThat(answer).isEqualTo("{\"data\":{\"account\":{\"seenBy\":\"Bearer ada\",\"stars\":5}}}");
        assertThat(accounts.requests()).singleElement().satisfies(asked -> {
            assertThat(asked.headers().getAll("authorization")).containsExactly("Bearer ada");
            assertThat(asked.headers().names()).doesNotContain("x-tenant", "X-Tenant", "cookie", "Cookie");
        });
        assertThat(ratings.requests()).singleElement().satisfies(asked -> {
            assertThat(asked.headers().getAll("authorization")).containsExactly("Bearer of-weir");
            assertThat(asked.headers().getAll("x-tenant")).containsExactly("blue");
            assertThat(asked.headers().names()).doesNotContain("cookie", "Cookie");
        });
    }

    @Test
    void shouldGiveEverySubscriberWhatItsOwnTokenMaySee() throws Exception {
        try (GraphqlSocket ada = socket("Bearer ada");
                GraphqlSocket adaAgain = socket("Bearer ada");
                GraphqlSocket bob = socket("Bearer bob");
                GraphqlSocket nobody = new GraphqlSocket(node.port())) {
            // Given equal subscriptions, two of them with one token
            List<GraphqlSocket> all = List.of(ada, adaAgain, bob, nobody);
            for (GraphqlSocket socket : all) {
                socket.subscribe("s", "subscription { changed { seenBy stars } }");
            }

            // When
            node.publish("changed", EVENT);

            // Then each sees its own, and subscribers with equal tokens cost one fetch
            assertThat(ada.next()).isEqualTo(next("\"Bearer ada\""));
            assertThat(adaAgain.next()).isEqualTo(next("\"Bearer ada\""));
            assertThat(bob.next()).isEqualTo(next("\"Bearer bob\""));
            assertThat(nobody.next()).isEqualTo(next("\"nobody\""));
            assertThat(accounts.requests())
                    .extracting(asked -> String.valueOf(asked.headers().get("authorization")))
                    .containsExactlyInAnyOrder("Bearer ada", "Bearer bob", "null");
            // Then a subgraph that may not see the token is asked once for all of them
            assertThat(ratings.requests()).hasSize(1);
            assertThat(node.admin("/metrics")).contains("weir_trigger_groups 3.0", "weir_triggers 1.0");
        }
        await().until(() -> node.admin("/metrics").contains("weir_trigger_groups 0.0"));
    }

    private GraphqlSocket socket(String authorization) {
        return new GraphqlSocket(node.port(), Map.of("Authorization", authorization));
    }

    private static void answerForTheCaller(HttpServerRequest request, Map<String, Object> response) {
        String who = request.getHeader("authorization");
        String text = new JsonObject(response).encode().replace("WHO", who == null ? "nobody" : who);
        Behaviour.text(text).answer(request, response);
    }

    private static String next(String seenBy) {
        return "{\"id\":\"s\",\"type\":\"next\",\"payload\":{\"data\":{\"changed\":{\"seenBy\":%s,\"stars\":5}}}}"
                .formatted(seenBy);
    }
}
