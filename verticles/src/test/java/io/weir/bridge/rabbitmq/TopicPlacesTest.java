package io.weir.bridge.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicPlacesTest {

    private int declared;
    private TopicPlaces places;

    @BeforeEach
    void setUp() throws IOException {
        places = new TopicPlaces(() -> "q" + ++declared);
    }

    @Test
    void shouldDeclareAQueueForEachThousandTopics() throws IOException {
        // When
        Map<String, Integer> topics = new HashMap<>();
        for (int i = 0; i < 3 * TopicPlaces.MOST_TOPICS; i++) {
            topics.merge(places.take("t" + i), 1, Integer::sum);
        }

        // Then
        assertThat(topics)
                .hasSize(3)
                .allSatisfy((queue, number) -> assertThat(number).isEqualTo(TopicPlaces.MOST_TOPICS));
    }

    @Test
    void shouldHaveAQueueBeforeThereAreTopics() {
        assertThat(declared).isOne();
    }

    @Test
    void shouldKeepATopicWhereItIs() throws IOException {
        // Given
        take(0, TopicPlaces.MOST_TOPICS + 1);

        // Then
        assertThat(places.take("t0")).isEqualTo("q1");
        assertThat(places.leave("t" + TopicPlaces.MOST_TOPICS)).isEqualTo("q2");
        assertThat(places.leave("t" + TopicPlaces.MOST_TOPICS)).isNull();
        assertThat(places.leave("unknown")).isNull();
    }

    @Test
    void shouldFillWhatHasRoomAgain() throws IOException {
        // Given
        take(0, 2 * TopicPlaces.MOST_TOPICS);

        // When
        places.leave("t0");

        // Then
        assertThat(places.take("other")).isEqualTo("q1");
        assertThat(places.take("another")).isEqualTo("q3");
    }

    @Test
    void shouldGiveATopicThatComesBackItsQueueThoughItIsFull() throws IOException {
        // Given
        take(0, TopicPlaces.MOST_TOPICS);
        places.leave("t0");
        assertThat(places.take("other")).isEqualTo("q1");

        // Then
        assertThat(places.take("t0")).isEqualTo("q1");
        assertThat(places.take("another")).isEqualTo("q2");
    }

    @Test
    void shouldForgetTopicsThatWereLeftLongAgo() throws IOException {
        // Given
        take(0, TopicPlaces.MOST_TOPICS);
        places.leave("t0");
        places.take("other");

        // When
        for (int i = 0; i < TopicPlaces.REMEMBERED; i++) {
            places.take("passing" + i);
            places.leave("passing" + i);
        }

        // Then
        assertThat(places.take("t0")).isEqualTo("q2");
    }

    private void take(int from, int to) throws IOException {
        for (int i : IntStream.range(from, to).toArray()) {
            places.take("t" + i);
        }
    }
}
