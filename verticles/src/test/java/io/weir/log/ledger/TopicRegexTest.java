package io.weir.log.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.log.TopicPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Regular expressions of patterns fit what the patterns do. */
class TopicRegexTest {

    private static final List<String> WORDS = List.of("a", "b+", "c(", "d\\", "é", "$x", "[e]");

    @Test
    void shouldFitWhatThePatternFits() {
        Random random = new Random(5);
        for (int round = 0; round < 20_000; round++) {
            // given
            String topic = words(random, 1 + random.nextInt(4), WORDS);
            List<String> more = new ArrayList<>(WORDS);
            more.addAll(List.of("*", "#", "*", "#", "*", "#"));
            String pattern = words(random, 1 + random.nextInt(4), more);

            // when
            boolean fits =
                    Pattern.compile(TopicRegex.of(pattern)).matcher("." + topic).find();

            // then
            assertThat(fits)
                    .as("%s %s", pattern, topic)
                    .isEqualTo(TopicPattern.of(pattern).matches(topic));
        }
    }

    private static String words(Random random, int count, List<String> words) {
        return String.join(
                ".", random.ints(count, 0, words.size()).mapToObj(words::get).toList());
    }
}
