package io.weir.graph;

import static io.weir.graph.SdlFixture.graph;
import static io.weir.graph.SdlFixture.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.Graph.FieldName;
import io.weir.graph.template.TopicTemplate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Event schemas written for WunderGraph Cosmo mean the same here, unedited. */
class CosmoDirectivesTest {

    private static final String EMPLOYEE =
            "type Employee @key(fields: \"id\", resolvable: false) { id: Int! @external }";

    /** As Cosmo's documentation has them: with a link, and with definitions of its own. */
    private static final String EMPLOYEES = """
            extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@external"])
            directive @edfs__natsRequest(subject: String!, providerId: String! = "default") on FIELD_DEFINITION
            directive @edfs__natsPublish(subject: String!, providerId: String! = "default") on FIELD_DEFINITION
            directive @edfs__natsSubscribe(
              subjects: [String!]!, providerId: String! = "default", streamConfiguration: edfs__NatsStreamConfiguration
            ) on FIELD_DEFINITION
            directive @openfed__subscriptionFilter(condition: openfed__SubscriptionFilterCondition!) on FIELD_DEFINITION
            directive @key(fields: openfed__FieldSet!, resolvable: Boolean = true) repeatable on INTERFACE | OBJECT
            directive @external on FIELD_DEFINITION | OBJECT
            scalar openfed__FieldSet
            scalar openfed__SubscriptionFilterValue
            input openfed__SubscriptionFieldCondition { fieldPath: String! values: [openfed__SubscriptionFilterValue]! }
            input openfed__SubscriptionFilterCondition {
              AND: [openfed__SubscriptionFilterCondition!]
              IN: openfed__SubscriptionFieldCondition
              NOT: openfed__SubscriptionFilterCondition
              OR: [openfed__SubscriptionFilterCondition!]
            }
            input edfs__NatsStreamConfiguration { consumerName: String! streamName: String! }
            type edfs__PublishResult { success: Boolean! }
            type Query { employeeFromEvent(id: ID!): Employee! @edfs__natsRequest(subject: "getEmployee.{{ args.id }}") }
            input UpdateEmployeeInput { name: String email: String }
            type Mutation {
              updateEmployee(id: ID!, update: UpdateEmployeeInput!): edfs__PublishResult!
                @edfs__natsPublish(subject: "updateEmployee.{{ args.id }}", providerId: "rabbit")
            }
            type Subscription {
              employeeUpdated(employeeID: ID!): Employee!
                @edfs__natsSubscribe(subjects: ["employeeUpdated.{{ args.employeeID }}"])
              filtered(ids: [Int!]): Employee!
                @edfs__natsSubscribe(subjects: ["employees"])
                @openfed__subscriptionFilter(condition: { IN: { fieldPath: "id", values: ["{{ args.ids }}"] } })
            }
            """ + EMPLOYEE;

    @Test
    void shouldReadTheEmployeeExample() {
        // When
        Graph graph = graph(EMPLOYEES);

        // Then
        assertThat(graph.sources().get(new FieldName("Query", "employeeFromEvent")))
                .isInstanceOfSatisfying(
                        RootSource.EventsRequest.class,
                        source -> assertThat(source.topic().pattern()).isEqualTo("getEmployee.*"));
        assertThat(graph.sources().get(new FieldName("Mutation", "updateEmployee")))
                .isInstanceOfSatisfying(
                        RootSource.EventsPublish.class,
                        source -> assertThat(source.provider()).isEqualTo("rabbit"));
        assertThat(graph.sources().get(new FieldName("Subscription", "employeeUpdated")))
                .isInstanceOfSatisfying(
                        RootSource.EventsSubscribe.class,
                        source -> assertThat(source.topics())
                                .extracting(TopicTemplate::pattern)
                                .containsExactly("employeeUpdated.*"));
        assertThat(graph.keys()).containsOnlyKeys("Employee");
    }

    @Test
    void shouldFilterBySubscriptionFilter() {
        // When
        RootSource source = graph(EMPLOYEES).sources().get(new FieldName("Subscription", "filtered"));

        // Then
        assertThat(source).isInstanceOfSatisfying(RootSource.EventsSubscribe.class, subscribe -> {
            Predicate<Object> filter = subscribe.filter().orElseThrow().bind(Map.of("ids", List.of(1, 2)));
            assertThat(filter.test(Map.of("id", 1))).isTrue();
            assertThat(filter.test(Map.of("id", 3))).isFalse();
        });
    }

    @Test
    void shouldShowClientsTheResultTypeAndNothingElseOfCosmo() {
        // When
        String sdl = graph(EMPLOYEES).sdl();

        // Then
        assertThat(sdl)
                .contains("updateEmployee(id: ID!, update: UpdateEmployeeInput!): edfs__PublishResult!")
                .contains("type edfs__PublishResult {")
                .doesNotContain("PublishEventResult", "@", "openfed__", "NatsStream", "directive");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Query        | Employee!            | @edfs__natsRequest(subject: "a")       | EventsRequest
            Mutation     | Employee!            | @edfs__natsRequest(subject: "a")       | EventsRequest
            Mutation     | edfs__PublishResult! | @edfs__natsPublish(subject: "a")       | EventsPublish
            Mutation     | edfs__PublishResult! | @edfs__kafkaPublish(topic: "a")        | EventsPublish
            Mutation     | edfs__PublishResult! | @edfs__redisPublish(channel: "a")      | EventsPublish
            Mutation     | PublishEventResult!  | @edfs__kafkaPublish(topic: "a")        | EventsPublish
            Mutation     | edfs__PublishResult! | @eventsPublish(topic: "a")             | EventsPublish
            Subscription | Employee!            | @edfs__natsSubscribe(subjects: ["a"])  | EventsSubscribe
            Subscription | Employee!            | @edfs__natsSubscribe(subjects: "a")    | EventsSubscribe
            Subscription | Employee!            | @edfs__kafkaSubscribe(topics: ["a"])   | EventsSubscribe
            Subscription | Employee!            | @edfs__redisSubscribe(channels: ["a"]) | EventsSubscribe
            """)
    void shouldNeedNoDefinitions(String root, String type, String directive, String source) {
        // When
        Graph graph = graph("type %s { field: %s %s } %s".formatted(root, type, directive, EMPLOYEE));

        // Then
        assertThat(Optional.ofNullable(graph.source(root, "field"))
                        .map(s -> s.getClass().getSimpleName()))
                .contains(source);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Subscription | Employee! | @edfs__natsSubscribe(subjects: ["a", "b", "a"])           | @edfs__natsSubscribe(subjects:): "a" is named twice; name it once
            Subscription | Employee! | @edfs__kafkaSubscribe(topics: [])                         | @edfs__kafkaSubscribe(topics:): no topic is named, and a field needs one at least
            Subscription | Employee! | @edfs__kafkaSubscribe(topics: ["a", ""])                  | @edfs__kafkaSubscribe(topics: ""): a topic must not be empty
            Subscription | Employee! | @edfs__natsSubscribe(subjects: ["a.>"])                   | @edfs__natsSubscribe(subjects: "a.>"): a topic must not contain the wildcard ">"
            Subscription | Employee! | @edfs__redisSubscribe(channels: ["a"], providerId: "red") | @edfs__redisSubscribe(providerId: "red"): no such provider; the configuration has default, rabbit
            Subscription | Employee! | @edfs__natsSubscribe(subjects: ["a"], streamConfiguration: {consumerName: "c", streamName: "s"}) | @edfs__natsSubscribe(streamConfiguration:) is not served by this version of Weir yet
            Mutation     | Boolean!  | @edfs__kafkaPublish(topic: "a")                           | @edfs__kafkaPublish needs a field of type edfs__PublishResult!; "field" is Boolean!
            Query        | Employee! | @edfs__kafkaSubscribe(topics: ["a"])                      | @edfs__kafkaSubscribe may only stand on a field of Subscription, not on Query.field
            Query        | Employee! | @openfed__configureDescription                            | @openfed__configureDescription is not served by this version of Weir yet
            Query        | Employee! | @edfs__natsRequest(subject: "{{ args.id }}")              | {{ args.id }}: the field "field" has no argument "id"; it has none
            """)
    void shouldSayWhatItCannotServeInCosmosWords(String root, String type, String directive, String problem) {
        assertThat(problems("type %s { field: %s %s } %s".formatted(root, type, directive, EMPLOYEE)))
                .anySatisfy(said -> assertThat(said).endsWith(problem));
    }

    @Test
    void shouldRefuseDefinitionsThatContradict() {
        assertThat(problems("type Query { a: Employee @edfs__natsRequest(subject: \"a\") } type edfs__PublishResult"
                        + " { ok: Boolean } " + EMPLOYEE))
                .anySatisfy(said -> assertThat(said)
                        .endsWith("edfs__PublishResult contradicts Weir's own definition; leave it out"));
    }
}
