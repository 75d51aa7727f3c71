package io.weir.graph.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicPatternTest {

    private final Random random = new Random(7);

    @ParameterizedTest
    @CsvSource({
        "droid.1, droid.1, true",
        "droid.1, droid.2, false",
        "droid.*, droid.1, true",
        "droid.*, droid, false",
        "droid.*, droid.1.2, false",
        "droid.#, droid, true",
        "droid.#, droid.1.2, true",
        "droid.#, droids, false",
        "#, a.b.c, true",
        "#.c, c, true",
        "#.c, a.b.c, true",
        "#.c, a.b.cc, false",
        "a.#.c, a.c, true",
        "a.#.b.#.c, a.x.b.y.b.c, true",
        "a.*.#.c, a.c, false",
        "a.*.#.c, a.b.c, true",
        "d(o).[x], d(o).[x], true",
        "a*.b, ax.b, false"
    })
    void shouldMatchAsBrokersDo(String pattern, String topic, boolean matches) {
        assertThat(TopicPattern.of(pattern).matches(topic)).isEqualTo(matches);
    }

    @Test
    void shouldAgreeWithTheDefinition() {
        for (int round = 0; round < 100_000; round++) {
            List<String> pattern = words(() -> List.of("a", "b", "*", "#").get(random.nextInt(4)));
            List<String> topic = words(() -> List.of("a", "b").get(random.nextInt(2)));
            assertThat(TopicPattern.of(String.join(".", pattern)).matches(String.join(".", topic)))
                    .as(pattern + " " + topic)
                    .isEqualTo(naive(pattern, topic));
        }
    }

    @Test
    void shouldOverlapWhereATopicIsOneOfBoth() {
        List<List<String>> topics = topics();
        int overlapping = 0;
        for (int round = 0; round < 3_000; round++) {
            List<String> one = patternWords(3);
            List<String> other = patternWords(3);
            boolean shared = topics.stream().anyMatch(topic -> naive(one, topic) && naive(other, topic));
            overlapping += shared ? 1 : 0;
            assertThat(TopicPattern.of(String.join(".", one)).overlaps(TopicPattern.of(String.join(".", other))))
                    .as(one + " " + other)
                    .isEqualTo(shared);
        }
        assertThat(overlapping).isBetween(300, 2_700);
    }

    @Test
    void shouldNotBeSlowedDownByTopicsOfClients() {
        // Given
        TopicPattern pattern = TopicPattern.of("#.x.".repeat(60) + "y");
        String topic = "x.".repeat(120) + "x";

        // When
        boolean matches = pattern.matches(topic);

        // Then: trying each # for each word would take longer than anyone lives
        assertThat(matches).isFalse();
    }

    /** Every topic of up to six words of a, b and one that no pattern has: enough for two patterns of three. */
    private static List<List<String>> topics() {
        return IntStream.rangeClosed(1, 6)
                .boxed()
                .flatMap(length -> IntStream.range(0, (int) Math.pow(3, length))
                        .mapToObj(number -> IntStream.range(0, length)
                                .mapToObj(at -> List.of("a", "b", "z").get((number / (int) Math.pow(3, at)) % 3))
                                .toList()))
                .toList();
    }

    private List<String> patternWords(int most) {
        return IntStream.rangeClosed(0, random.nextInt(most))
                .mapToObj(i -> List.of("a", "b", "*", "#").get(random.nextInt(4)))
                .toList();
    }

    private List<String> words(Supplier<String> word) {
        return IntStream.rangeClosed(0, random.nextInt(7))
                .mapToObj(i -> word.get())
                .toList();
    }

    private static boolean naive(List<String> pattern, List<String> topic) {
        if (pattern.isEmpty()) {
            return topic.isEmpty();
        }
        List<String> rest = pattern.subList(1, pattern.size());
        if (pattern.get(0).equals("#")) {
            return IntStream.rangeClosed(0, topic.size())
                    .anyMatch(taken -> naive(rest, topic.subList(taken, topic.size())));
        }
        return !topic.isEmpty()
                && (pattern.get(0).equals("*") || pattern.get(0).equals(topic.get(0)))
                && naive(rest, topic.subList(1, topic.size()));
    }
}
