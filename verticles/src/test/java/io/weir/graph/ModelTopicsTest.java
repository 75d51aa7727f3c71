package io.weir.graph;

import static io.weir.graph.SdlFixture.graph;
import static io.weir.graph.SdlFixture.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.config.ConfigLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The topics on which only Weir publishes: what happened to models, and mutations that were done. */
class ModelTopicsTest {

    private static final String MODEL = "type Order @model { id: ID! note: String }\n";

    @Test
    void shouldLogWhatHappensToModels() {
        // When
        Graph graph = graph(MODEL + "type Customer @model { id: ID! }");

        // Then
        for (String topic : new String[] {
            "model.Order.created", "model.Order.updated", "model.Order.deleted", "model.Customer.created"
        }) {
            assertThat(graph.log().find("default", topic).orElseThrow().idField())
                    .as(topic)
                    .isEmpty();
        }
        assertThat(graph.log().find("default", "model.Other.created")).isEmpty();
        assertThat(graph.log().models()).isTrue();
    }

    @Test
    void shouldLogNothingWithoutModels() {
        Graph graph = graph("type Query { a: A @eventsRequest(topic: \"a\") } type A { b: Int }");

        assertThat(graph.log().models()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mutation { m(a: ID): PublishEventResult! @eventsPublish(topic: \"model.Order.created\") }",
                "Mutation { m(a: ID): PublishEventResult! @eventsPublish(topic: \"model.{{ args.a }}.created\") }",
                "Mutation { m(a: ID): PublishEventResult! @eventsPublish(topic: \"mutation.{{ args.a }}\") }",
                "Mutation { m(a: ID): A @eventsRequest(topic: \"model.Order.created\") }",
                "Query { m(a: ID): A @eventsRequest(topic: \"mutation.b\") }"
            })
    void shouldLetNobodyElsePublishThere(String type) {
        assertThat(problems("type " + type + " type A { b: Int }"))
                .singleElement()
                .asString()
                .contains("(topic:): the topic \"m", "is Weir's own");
    }

    @Test
    void shouldLetOthersUseSuchTopicsOfOtherProviders() {
        assertThat(problems("type Mutation { m: PublishEventResult!"
                        + " @eventsPublish(topic: \"model.Order.created\", provider: \"rabbit\") }"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            topic: "model.Order.changed"                           | no model has this topic
            topic: "model.Other.created", resume: "last"           | no model has this topic
            topic: "model.Order.updated", resume: "last", id: "id" | an event of a model has no id of its own
            topic: "model.Order.updated", onChange: true           | what happens to models always is
            """)
    void shouldSayWhatAStreamOfThemCannotBe(String arguments, String wrong) {
        assertThat(problems(MODEL + "type Subscription { orderUpdated(last: ID): E @eventsSubscribe(" + arguments
                        + ") }\n" + "type E { id: ID! }"))
                .anySatisfy(problem -> assertThat(problem).startsWith("2:").contains(wrong));
    }

    @Test
    void shouldNeedTheEventBus(@TempDir Path folder) throws Exception {
        // Given
        Files.writeString(folder.resolve("schema.graphql"), MODEL);
        Path file = folder.resolve("weir.yaml");
        Files.writeString(
                file,
                "graph: { schemas: [schema.graphql] }\n"
                        + "providers: { default: { kind: rabbitmq, uri: \"amqp://localhost\" } }\n");

        // Then
        assertThatExceptionOfType(GraphException.class)
                .isThrownBy(() -> GraphLoader.load(ConfigLoader.load(file, Map.of())))
                .withMessageContaining("providers.default:1:1: the graph has models");
    }
}
