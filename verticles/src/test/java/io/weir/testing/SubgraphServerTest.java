package io.weir.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SubgraphServerTest {

    private static final String ENTITIES =
            "query($r: [_Any!]!) { _entities(representations: $r) { ... on Employee { id name } } }";

    private final SubgraphServer server = SubgraphServer.serving("""
                    extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
                    scalar Date
                    interface Named { name: String }
                    type Query { named: [Named], today: Date }
                    type Employee implements Named @key(fields: "id") { id: ID! name: String }
                    type Team implements Named { name: String }
                    """)
            .field("Query", "named", env -> List.of(Map.of("__typename", "Team", "name", "t")))
            .field("Query", "today", env -> "2026-01-01")
            .entity(
                    "Employee",
                    key -> key.get("id").equals("0") ? null : Map.of("id", key.get("id"), "name", "n" + key.get("id")))
            .start();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldResolveFieldsAndEntities() throws Exception {
        assertThat(ask("{ named { __typename name } today }", new JsonObject()))
                .isEqualTo("{'data':{'named':[{'__typename':'Team','name':'t'}],'today':'2026-01-01'}}"
                        .replace('\'', '"'));
        assertThat(ask(ENTITIES, employees("1", "0")))
                .isEqualTo("{'data':{'_entities':[{'id':'1','name':'n1'},null]}}".replace('\'', '"'));
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void shouldGiveItsSdl() throws Exception {
        assertThat(ask("{ _service { sdl } }", new JsonObject())).contains("type Employee", "@key(fields");
    }

    @Test
    void shouldMisbehave() throws Exception {
        // When
        server.behaveNext(Behaviour.nullEntity(0), Behaviour.shortList(), Behaviour.wrongOrder());

        // Then
        assertThat(ask(ENTITIES, employees("1", "2"))).contains("[null,{\"id\":\"2\"");
        assertThat(ask(ENTITIES, employees("1", "2"))).contains("[{\"id\":\"1\",\"name\":\"n1\"}]");
        assertThat(ask(ENTITIES, employees("1", "2"))).contains("[{\"id\":\"2\"");
        assertThat(ask(ENTITIES, employees("1", "2"))).contains("[{\"id\":\"1\"");
    }

    @Test
    void shouldComeBackOnItsPort() throws Exception {
        // Given
        String url = server.url();

        // When
        server.pause();
        server.resume();

        // Then
        assertThat(server.url()).isEqualTo(url);
        assertThat(ask("{ today }", new JsonObject())).contains("2026-01-01");
    }

    private static JsonObject employees(String... ids) {
        JsonArray representations = new JsonArray();
        for (String id : ids) {
            representations.add(new JsonObject().put("__typename", "Employee").put("id", id));
        }
        return new JsonObject().put("r", representations);
    }

    private String ask(String query, JsonObject variables) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url()))
                .version(HttpClient.Version.HTTP_1_1)
                .POST(BodyPublishers.ofString(new JsonObject()
                        .put("query", query)
                        .put("variables", variables)
                        .encode()))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
