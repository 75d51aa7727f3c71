package io.weir.graph.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.template.TopicTemplate;
import io.weir.template.Template;
import io.weir.template.Template.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoggedTopicsTest {

    private static LoggedTopic topic(String provider, String pattern, String idField) {
        return new LoggedTopic(provider, TopicPattern.of(pattern), Optional.ofNullable(idField));
    }

    @Test
    void shouldFindATopicOfItsProvider() {
        // Given
        LoggedTopics topics = new LoggedTopics(List.of(topic("a", "droids", null), topic("b", "jedi.*", null)));

        // Then
        assertThat(topics.find("a", "droids")).contains(topic("a", "droids", null));
        assertThat(topics.find("b", "jedi.1")).contains(topic("b", "jedi.*", null));
        assertThat(topics.find("b", "droids")).isEmpty();
        assertThat(topics.find("a", "jedi.1")).isEmpty();
        assertThat(topics.isEmpty()).isFalse();
        assertThat(LoggedTopics.NONE.find("a", "droids")).isEmpty();
        assertThat(LoggedTopics.NONE.isEmpty()).isTrue();
    }

    @Test
    void shouldPreferWhatNamesTheIdOfAnEvent() {
        // Given
        LoggedTopics topics = new LoggedTopics(List.of(
                topic("a", "droids.1", null),
                topic("a", "#", null),
                topic("a", "droids.*", "eventId"),
                topic("a", "droids.2", "number")));

        // Then
        assertThat(topics.find("a", "droids.1").orElseThrow().idField()).contains("eventId");
        assertThat(topics.find("a", "droids.2").orElseThrow().idField()).contains("number");
        assertThat(topics.find("a", "jedi").orElseThrow().idField()).isEmpty();
    }

    @Test
    void shouldFindOneOfThousandsWithoutTryingEach() {
        // Given
        LoggedTopics topics = new LoggedTopics(IntStream.range(0, 20_000)
                .mapToObj(i -> topic("a", "droids." + i, null))
                .toList());

        // Then: a walk through all of them for each would take minutes
        for (int i = 0; i < 400_000; i++) {
            assertThat(topics.find("a", "droids." + i % 40_000).isPresent()).isEqualTo(i % 40_000 < 20_000);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "droids, droids",
        "droid.{{ args.id }}, droid.*.#",
        "droid-{{ args.id }}.changed, *.#.changed",
        "{{ args.a }}.{{ args.b }}, *.#.*.#",
        "a.{{ args.a }}{{ args.b }}x.c, a.*.#.c",
    })
    void shouldStandForAllTopicsOfATemplate(String template, String pattern) {
        assertThat(TemplatePattern.of(new TopicTemplate(Template.parse(template, Set.of(Scope.ARGS)))))
                .isEqualTo(TopicPattern.of(pattern));
    }

    @Test
    void shouldMatchWhateverATemplateRenders() throws Exception {
        Random random = new Random(8);
        List<String> pieces = List.of("a", ".", "b.c", "{{ args.one }}", "{{ args.two }}", "-", ".");
        List<String> values = List.of("x", "x.y", "1", "x.y.z", "ä");
        int rendered = 0;
        for (int round = 0; round < 20_000; round++) {
            String text = IntStream.rangeClosed(0, random.nextInt(6))
                    .mapToObj(i -> pieces.get(random.nextInt(pieces.size())))
                    .reduce("", String::concat);
            TopicTemplate template = new TopicTemplate(Template.parse(text, Set.of(Scope.ARGS)));
            if (text.startsWith(".") || text.endsWith(".") || text.contains("..")) {
                continue;
            }
            String topic = template.render(Map.of(
                    "one", values.get(random.nextInt(values.size())),
                    "two", values.get(random.nextInt(values.size()))));
            assertThat(TemplatePattern.of(template).matches(topic))
                    .as(text + " " + topic)
                    .isTrue();
            rendered++;
        }
        assertThat(rendered).isGreaterThan(5_000);
    }
}
