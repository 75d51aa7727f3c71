package io.weir.graph;

import static io.weir.graph.SdlFixture.graph;
import static io.weir.graph.SdlFixture.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.log.LoggedTopic;
import io.weir.graph.template.TopicTemplate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fields that several topics of one provider feed. */
class TopicsReaderTest {

    private static final String TYPES = """
            type Event { id: ID! n: Int }
            type Order @model { id: ID! note: String }
            type Item @model { id: ID! note: String }
            """;

    private static String sdl(String arguments, String directive) {
        return "type Subscription { field%s: Event %s }\n%s".formatted(arguments, directive, TYPES);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            @eventsSubscribe(topics: ["a.{{ args.id }}", "b"], provider: "rabbit")             | a.*, b
            @eventsSubscribe(topics: ["b", "a"], topic: null, provider: "rabbit")              | b, a
            @eventsSubscribe(topics: "a", provider: "rabbit")                                  | a
            @eventsSubscribe(topic: "a", topics: [], provider: "rabbit")                       | a
            @edfs__natsSubscribe(subjects: ["x.{{ args.id }}", "x.all"], providerId: "rabbit") | x.*, x.all
            @edfs__kafkaSubscribe(topics: ["a", "b", "c"], providerId: "rabbit")               | a, b, c
            @edfs__redisSubscribe(channels: ["a", "{{ args.id }}"], providerId: "rabbit")      | a, *
            """)
    void shouldReadThemFromEveryDirective(String directive, String patterns) {
        // When
        Graph graph = graph(sdl("(id: ID!)", directive));

        // Then
        assertThat(graph.source("Subscription", "field"))
                .isInstanceOfSatisfying(RootSource.EventsSubscribe.class, source -> {
                    assertThat(source.provider()).isEqualTo("rabbit");
                    assertThat(source.topics())
                            .extracting(TopicTemplate::pattern)
                            .containsExactly(patterns.split(", "));
                });
    }

    @Test
    void shouldTakeADefinitionFromBeforeThereWereSeveral() {
        assertThat(problems(
                        "directive @eventsSubscribe(topic: String!, provider: String! = \"default\") on FIELD_DEFINITION\n"
                                + sdl("", "@eventsSubscribe(topic: \"a\")")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            @eventsSubscribe                                                  | @eventsSubscribe(topic:, topics:): no topic is named, and a field needs one at least
            @eventsSubscribe(topics: [])                                      | @eventsSubscribe(topic:, topics:): no topic is named, and a field needs one at least
            @eventsSubscribe(topic: "a", topics: ["b"])                       | @eventsSubscribe(topic:, topics:): say the same in two ways; keep one
            @eventsSubscribe(topic: "")                                       | @eventsSubscribe(topic: ""): a topic must not be empty
            @eventsSubscribe(topics: ["a", ""])                               | @eventsSubscribe(topics: ""): a topic must not be empty
            @eventsSubscribe(topics: ["a", "b.*"])                            | @eventsSubscribe(topics: "b.*"): a topic must not contain the wildcard "*"
            @eventsSubscribe(topics: ["a", "b", "a"])                         | @eventsSubscribe(topics:): "a" is named twice; name it once
            @eventsSubscribe(topics: ["{{ args.id }}", "{{args.id}}"])        | @eventsSubscribe(topics:): "{{args.id}}" is named twice; name it once
            @eventsSubscribe(topics: ["a", "{{ args.nope }}"])                | {{ args.nope }}: the field "field" has no argument "nope"; it has id, last
            @eventsSubscribe(topics: ["a", "{{ args.last }}"], resume: "last") | @eventsSubscribe(resume: "last"): the argument says only where a stream begins, so neither the topic nor the filter may depend on it: take another argument there
            @eventsSubscribe(topics: ["a", "b"], resume: "last", id: "n")     | @eventsSubscribe(id:): an event's own id says its place in one topic, and this field has 2: leave id: out, so that ids are places in all of them
            @eventsSubscribe(topics: ["a", "b"], onChange: true)              | @eventsSubscribe(onChange:): what was sent last is compared within one topic, and this field has 2: let all hints come on one topic
            @eventsRequest(topic: "a")                                        | @eventsRequest may only stand on a field of Query or Mutation, not on Subscription.field
            """)
    void shouldSayWhatIsWrongWhereAndHowToMendIt(String directive, String problem) {
        assertThat(problems(sdl("(id: ID, last: ID)", directive)))
                .singleElement()
                .asString()
                .matches("1:\\d+: .*")
                .endsWith(problem);
    }

    @Test
    void shouldBoundTheirNumber() {
        assertThat(problems(sdl("", named(TopicsReader.MOST)))).isEmpty();
        assertThat(problems(sdl("", named(TopicsReader.MOST + 1))))
                .singleElement()
                .asString()
                .endsWith("@eventsSubscribe(topics:): 33 topics are named, and a field may have 32: take one topic for"
                        + " several of them, and a filter");
    }

    private static String named(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> "\"t" + n + "\"")
                .collect(Collectors.joining(", ", "@eventsSubscribe(topics: [", "])"));
    }

    @Test
    void shouldLogEachOfAFieldThatResumesWhateverIdsOthersHave() {
        // When fields have a topic in common, and one of them names its events' ids
        Graph graph = graph("""
                type Subscription {
                  all(last: ID): Event @eventsSubscribe(topics: ["a", "b.{{ args.last }}", "c"])
                  both(last: ID, id: ID): Event @eventsSubscribe(topics: ["a", "b.{{ args.id }}"], resume: "last")
                  own(last: ID): Event @eventsSubscribe(topic: "a", resume: "last", id: "id")
                  late(last: ID): Event @eventsSubscribe(topics: ["a", "d"], resume: "last")
                }
                """ + TYPES);

        // Then
        assertThat(graph.log().find("default", "a").flatMap(LoggedTopic::idField))
                .contains("id");
        assertThat(graph.log().find("default", "b.7").map(LoggedTopic::idField))
                .hasValueSatisfying(id -> assertThat(id).isEmpty());
        assertThat(graph.log().find("default", "c")).isEmpty();
    }

    @Test
    void shouldFilterTheEventsOfOneModel() {
        String topics = "@eventsSubscribe(topics: [\"model.Order.created\", \"model.%s.updated\"])";
        assertThat(problems(sdl("(filter: OrderEventFilter)", topics.formatted("Order"))))
                .isEmpty();
        assertThat(problems(sdl("(filter: OrderEventFilter)", topics.formatted("Item"))))
                .singleElement()
                .asString()
                .contains("\"filter\" filters the events of the model Order, and this field has others");
        assertThat(problems(sdl("", "@eventsSubscribe(topics: [\"a\", \"model.Order.changed\"])")))
                .singleElement()
                .asString()
                .contains("@eventsSubscribe(\"model.Order.changed\"): no model has this topic");
    }
}
