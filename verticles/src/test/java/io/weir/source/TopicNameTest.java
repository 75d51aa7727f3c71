package io.weir.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "a.b", "employeeUpdated.1", "a-b_c:d", "x*", "ä.ö", "mutation.save"})
    void shouldTakePlainTopics(String topic) {
        assertThat(TopicName.check(topic)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "#",
                ">",
                "a.*",
                "a.#.b",
                "a.>",
                ".a",
                "a.",
                "a..b",
                "a b",
                "a\tb",
                "a\u0000",
                "a\u00a0b",
                "a\u200bb",
                "a\u2028b",
                "weir:trigger.0",
                "__vertx.reply.1"
            })
    void shouldRefuseTopicsThatWidenOrRedirect(String topic) {
        assertThat(TopicName.check(topic)).isPresent();
    }

    @Test
    void shouldCountBytesNotCharacters() {
        assertThat(TopicName.check("a".repeat(255))).isEmpty();
        assertThat(TopicName.check("a".repeat(256))).isPresent();
        assertThat(TopicName.check("ä".repeat(128))).isPresent();
    }
}
