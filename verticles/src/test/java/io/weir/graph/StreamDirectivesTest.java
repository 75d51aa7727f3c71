package io.weir.graph;

import static io.weir.graph.SdlFixture.graph;
import static io.weir.graph.SdlFixture.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.weir.config.LogConfig.LogTopic;
import io.weir.graph.action.ActionRules;
import io.weir.graph.delivery.DeliveryRules;
import io.weir.graph.log.LoggedTopic;
import io.weir.graph.sdl.SdlText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code @eventsSubscribe} says of a stream: where it begins, what its ids are, and what is sent. */
class StreamDirectivesTest {

    private static final String TYPES = """
            interface DroidEvent { eventId: Int at: Float tags: [String] droid: Droid }
            type NameChanged implements DroidEvent { eventId: Int at: Float tags: [String] droid: Droid serial: BigInt }
            type FriendAdded implements DroidEvent { eventId: Int at: Float tags: [String] droid: Droid serial: BigInt }
            union Any = NameChanged | Lost
            type Lost { serial: BigInt }
            type Droid { id: ID! }
            scalar BigInt
            enum Side { LIGHT DARK }
            """;

    private static String sdl(String arguments, String type, String directive) {
        return "type Subscription { events%s: %s @eventsSubscribe(topic: \"%s\", %s) }\n%s"
                .formatted(arguments, type, "droids.{{ args.side }}", directive, TYPES);
    }

    private static List<String> wrong(String arguments, String type, String directive) {
        return problems(sdl("(side: String = \"light\" " + arguments + ")", type, directive));
    }

    private static RootSource.EventsSubscribe events(Graph graph, String field) {
        return (RootSource.EventsSubscribe) graph.source("Subscription", field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            last: String     | DroidEvent  | resume: "last"
            last: ID         | DroidEvent! | resume: "last"
            last: Int        | DroidEvent! | resume: "last", id: "eventId"
            last: String     | DroidEvent! | resume: "last", id: "eventId"
            last: BigInt     | DroidEvent! | resume: "last", id: "eventId"
            last: BigInt     | Any         | resume: "last", id: "serial"
            last: ID         | Any         | resume: "last", id: "serial"
            last: String     | Droid       | resume: "last", id: "id"
            last: ID! = "1"  | Droid       | resume: "last", id: "id"
            """)
    void shouldTakeAnArgumentThatFits(String argument, String type, String directive) {
        // When
        Graph graph = graph(sdl("(side: String = \"light\", " + argument + ")", type, directive));

        // Then
        assertThat(events(graph, "events").resumeArgument()).contains("last");
        assertThat(graph.log().find("default", "droids.light")).isPresent();
        assertThat(graph.log().find("default", "jedi")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a: Int           | DroidEvent | resume: "last"                  | (resume: "last"): the field "events" has no such argument; add (last: String)
            a: Int           | DroidEvent | resume: "last", id: "eventId"   | (resume: "last"): the field "events" has no such argument; add (last: Int)
            a: Int           | DroidEvent | resume: ""                      | (resume: ""): the field "events" has no such argument; add (lastEventId: String)
            last: String!    | DroidEvent | resume: "last"                  | (resume: "last"): the argument must be nullable, since a new client has seen no event: take String
            last: Int        | DroidEvent | resume: "last"                  | (resume: "last"): event ids are opaque texts here, so the argument must be a String or an ID, not Int; or name the event's own id with id:
            last: [String]   | DroidEvent | resume: "last"                  | (resume: "last"): event ids are opaque texts here, so the argument must be a String or an ID, not [String]; or name the event's own id with id:
            last: Side       | DroidEvent | resume: "last", id: "eventId"   | (resume: "last"): the event's id is of type Int, which the argument's type Side cannot hold; take Int
            last: Float      | DroidEvent | resume: "last", id: "eventId"   | (resume: "last"): the event's id is of type Int, which the argument's type Float cannot hold; take Int
            last: Int        | Droid      | resume: "last", id: "id"        | (resume: "last"): the event's id is of type ID, which the argument's type Int cannot hold; take ID
            side2: String    | DroidEvent | resume: "side"                  | (resume: "side"): the argument says only where a stream begins, so neither the topic nor the filter may depend on it: take another argument there
            last: String     | DroidEvent | resume: "last", id: "nope"      | (id: "nope"): no such field in FriendAdded, NameChanged; name a scalar field that every event of "events" has
            last: String     | Any        | resume: "last", id: "eventId"   | (id: "eventId"): no such field in Lost; name a scalar field that every event of "events" has
            last: String     | DroidEvent | resume: "last", id: "at"        | (id: "at"): its type is Float, and an id is an Int, a String, an ID or a custom scalar
            last: String     | DroidEvent | resume: "last", id: "tags"      | (id: "tags"): its type is [String], and an id is an Int, a String, an ID or a custom scalar
            last: String     | DroidEvent | resume: "last", id: "droid"     | (id: "droid"): its type is Droid, and an id is an Int, a String, an ID or a custom scalar
            a: Int           | DroidEvent | id: "eventId"                   | (id:): nothing keeps this topic's events, so their ids are of no use: add resume:, or name the topic under log.topics
            last: String     | Droid      | resume: "last", onChange: true  | (onChange: true): changes are compared, not counted, so a stream of them has no event ids: remove resume: and id:, or onChange:
            """)
    void shouldSayWhatIsWrongWhereAndHowToMendIt(String argument, String type, String directive, String problem) {
        assertThat(wrong(", " + argument, type, directive))
                .filteredOn(p -> !p.contains("has no key"))
                .singleElement()
                .asString()
                .matches("1:\\d+: .*")
                .endsWith("@eventsSubscribe" + problem);
    }

    @Test
    void shouldRefuseAFilterThatDependsOnThePlace() {
        assertThat(problems("""
                        type Subscription {
                          events(last: String): Droid
                            @subscriptionFilter(condition: {NOT: {AND: [{IN: {fieldPath: "id", values: ["{{ args.last }}"]}}]}})
                            @eventsSubscribe(topic: "droids", resume: "last")
                        }
                        type Droid { id: ID! }
                        """))
                .singleElement()
                .asString()
                .startsWith("4:5: ")
                .contains("the filter may depend on it");
    }

    @Test
    void shouldSeeTwoIdsOfOneTopic() {
        assertThat(problems("""
                        type Subscription {
                          one(last: Int): Event @eventsSubscribe(topic: "a", resume: "last", id: "eventId")
                          two(last: Int): Event @eventsSubscribe(topic: "a", resume: "last", id: "serial")
                          three(last: ID, x: ID!): Event @eventsSubscribe(topic: "{{ args.x }}", resume: "last")
                          four(last: Int): Event @eventsSubscribe(topic: "a", provider: "rabbit", resume: "last", id: "serial")
                          five(last: Int): Event @eventsSubscribe(topic: "b.c", resume: "last", id: "eventId")
                        }
                        type Event { eventId: Int serial: Int }
                        """))
                .hasSize(3)
                .anyMatch(p -> p.startsWith("3:25: @eventsSubscribe(id: \"serial\"): an event of this topic may also be"
                        + " one of Subscription.one, whose event ids are its field \"eventId\""))
                .anyMatch(p -> p.startsWith("4:34: @eventsSubscribe(resume:): an event of this topic may also be"))
                .anyMatch(p -> p.startsWith("6:26: ") && p.contains("Subscription.three, whose event ids are opaque"));
    }

    @Test
    void shouldLogWhatIsResumedAndWhatTheConfigurationNames() throws Exception {
        // Given
        SdlText sdl = new SdlText("events.graphql", """
                type Subscription {
                  one(last: Int, id: ID!): Event @eventsSubscribe(topic: "one.{{ args.id }}", resume: "last", id: "n")
                  same(id: ID!): Event @eventsSubscribe(topic: "one.{{ args.id }}")
                  two: Event @eventsSubscribe(topic: "two.x", id: "n")
                  three: Event @eventsSubscribe(topic: "three")
                  four: Event @eventsSubscribe(topic: "two.x", provider: "rabbit")
                }
                type Event { n: Int }
                """);

        // When
        Graph graph = GraphLoader.load(new GraphSources(
                List.of(sdl),
                Optional.empty(),
                List.of(),
                Map.of(),
                Set.of("default", "rabbit"),
                Set.of(),
                ActionRules.NONE,
                List.of(new LogTopic("default", "two.*"), new LogTopic("default", "audit.#")),
                DeliveryRules.NONE));

        // Then
        assertThat(graph.log().all())
                .extracting(
                        LoggedTopic::provider,
                        topic -> topic.pattern().toString(),
                        topic -> topic.idField().orElse(""))
                .containsExactlyInAnyOrder(
                        tuple("default", "one.*.#", "n"),
                        tuple("default", "two.x", "n"),
                        tuple("default", "two.*", ""),
                        tuple("default", "audit.#", ""));
        assertThat(graph.log().find("default", "two.x").orElseThrow().idField()).contains("n");
        assertThat(graph.log().find("default", "three")).isEmpty();
        assertThat(graph.log().find("rabbit", "two.x")).isEmpty();
    }

    @Test
    void shouldKeepChangesFromTopicsThatAreLogged() {
        assertThat(FederatedGraphs.of("""
                        type Subscription {
                          droid: Droid @eventsSubscribe(topic: "droids", onChange: true)
                          droidEvents(last: ID): Droid @eventsSubscribe(topic: "droids", resume: "last")
                        }
                        type Droid @key(fields: "id") { id: ID! @external }
                        """)
                        .subgraph(
                                "droids",
                                "type Query { a: Int } type Droid @key(fields: \"id\") { id: ID! name: String }")
                        .problems())
                .containsExactly("weir.graphql:2:16: @eventsSubscribe(onChange: true): a stream of changes cannot have"
                        + " a topic whose events are kept, and Subscription.droidEvents resumes it: take another topic"
                        + " for these hints");
    }

    @Test
    void shouldNeedAnEntityForChanges() {
        assertThat(FederatedGraphs.of("""
                        type Subscription {
                          a: Plain @eventsSubscribe(topic: "a", onChange: true)
                          b: Lonely @eventsSubscribe(topic: "b", onChange: true)
                          c: Droid @eventsSubscribe(topic: "c", onChange: true)
                          d: Stub @eventsSubscribe(topic: "d", onChange: true)
                          e: Either @eventsSubscribe(topic: "e", onChange: true)
                        }
                        type Plain { id: ID! }
                        type Lonely @key(fields: "id", resolvable: false) { id: ID! }
                        type Droid @key(fields: "id", resolvable: false) { id: ID! @external }
                        type Stub { id: ID! }
                        union Either = Droid | Plain
                        """).subgraph("droids", """
                        type Query { a: Int }
                        type Droid @key(fields: "id") { id: ID! name: String }
                        type Stub @key(fields: "id") { id: ID! name: String }
                        """).problems())
                .hasSize(3)
                .anyMatch(p -> p.startsWith("weir.graphql:2:12: @eventsSubscribe(onChange: true): Plain has no key"))
                .anyMatch(
                        p -> p.startsWith("weir.graphql:3:13: ") && p.contains("no subgraph can be asked for a Lonely"))
                .anyMatch(p -> p.startsWith("weir.graphql:6:13: ") && p.contains("Plain has no key"));
    }
}
