package io.weir.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.weir.config.ProviderConfig;
import io.weir.testing.KafkaBroker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A graph that was written for Cosmo, over a Kafka broker: its directives name the provider by {@code providerId}. */
class KafkaWalkIT {

    private final String topic = "employeeUpdated." + UUID.randomUUID();
    private final String left = "employeeLeft." + UUID.randomUUID();
    private NodeFixture node;

    @BeforeEach
    void start() throws Exception {
        String brokers = KafkaBroker.shared();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            admin.createTopics(List.of(
                            new NewTopic(topic, Optional.of(2), Optional.empty()),
                            new NewTopic(left + ".7", Optional.of(1), Optional.empty())))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }
        node = NodeFixture.start("""
                        directive @edfs__kafkaPublish(topic: String!, providerId: String! = "default") on FIELD_DEFINITION
                        directive @edfs__kafkaSubscribe(topics: [String!]!, providerId: String! = "default") on FIELD_DEFINITION
                        type edfs__PublishResult { success: Boolean! }
                        type Query { any: Employee! @eventsRequest(topic: "any", provider: "default") }
                        type Mutation {
                          update(id: Int!, name: String!): edfs__PublishResult!
                            @edfs__kafkaPublish(topic: "%1$s", providerId: "my-kafka")
                          leave(site: ID!, id: Int!): edfs__PublishResult!
                            @edfs__kafkaPublish(topic: "%2$s.{{ args.site }}", providerId: "my-kafka")
                        }
                        type Subscription {
                          updated: Employee! @edfs__kafkaSubscribe(topics: ["%1$s"], providerId: "my-kafka")
                          changed(site: ID!): Employee!
                            @edfs__kafkaSubscribe(topics: ["%1$s", "%2$s.{{ args.site }}"], providerId: "my-kafka")
                        }
                        type Employee { id: Int! name: String }
                        """.formatted(topic, left), Map.of("my-kafka", ProviderConfig.Kafka.at(brokers)));
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
    }

    @Test
    void shouldServeBothDirectives() throws Exception {
        try (GraphqlSocket socket = new GraphqlSocket(node.server().httpPort())) {
            // Given
            socket.subscribe("a", "subscription { updated { id name } }");

            // When
            String published = graphql("mutation { update(id: 1, name: \"Eve\") { success } }");

            // Then
            assertThat(published).startsWith("{\"data\":{\"update\":{\"success\":true}}");
            assertThat(socket.next())
                    .isEqualTo(
                            "{\"id\":\"a\",\"type\":\"next\",\"payload\":{\"data\":{\"updated\":{\"id\":1,\"name\":\"Eve\"}}}}");
        }
    }

    @Test
    void shouldHearSeveralTopicsInOneField() throws Exception {
        try (GraphqlSocket socket = new GraphqlSocket(node.server().httpPort())) {
            // Given
            socket.subscribe("a", "subscription { changed(site: 7) { id name } }");

            // When
            graphql("mutation { update(id: 1, name: \"Eve\") { success } }");
            String updated = socket.next();
            graphql("mutation { leave(site: 7, id: 2) { success } }");
            String left = socket.next();

            // Then
            assertThat(updated).contains("{\"data\":{\"changed\":{\"id\":1,\"name\":\"Eve\"}}}");
            assertThat(left).contains("{\"data\":{\"changed\":{\"id\":2,\"name\":null}}}");
        }
    }

    private String graphql(String query) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + node.server().httpPort() + "/graphql"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        new JsonObject().put("query", query).encode()))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
