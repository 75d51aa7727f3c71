package io.weir.transport.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.execution.Prepared;
import io.weir.transport.FakeLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens at triggers, stores and sockets, in any order. */
@Timeout(60)
class RandomFeedTest extends FeedFixture {

    private static final List<String> TOPICS = List.of("t", "u", "v");

    /** What each reader asked for. */
    private final Map<SlowReader, List<Prepared.Stream>> asked = new HashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldGiveEachClientEachEventOnceAndInOrderWhateverHappens(long seed) {
        // Given
        Random random = new Random(seed);
        subscriptions = subscriptions(CONFIG, Duration.ofSeconds(1));
        log.slow(new Random(seed));
        publish("t", 5);
        publish("u", 5);
        publish("v", 5);

        // When
        for (int step = 0; step < 400; step++) {
            String topic = TOPICS.get(random.nextInt(TOPICS.size()));
            switch (random.nextInt(12)) {
                case 0 -> log.fallBehind(topic);
                case 1 -> log.moveOn(topic);
                case 2 -> log.fail(random.nextInt(3));
                case 3 -> log.pages(1 + random.nextInt(5));
                case 4 -> joinSomehow(random);
                case 5 -> log.repeat(topic);
                case 6, 7 -> onLoop(() -> limit(random));
                default -> log.publish(topic);
            }
        }
        log.fail(0);

        // Then
        onLoop(() -> readers.forEach(reader -> reader.reads(Integer.MAX_VALUE)));
        await().untilAsserted(() -> onLoop(() -> readers.forEach(this::shouldBeComplete)));
        assertThat(onLoop(() -> readers.stream()
                        .filter(reader -> !reader.positions.isEmpty())
                        .count()))
                .isGreaterThan(5);
    }

    private void joinSomehow(Random random) {
        int roots = 1 + random.nextInt(3);
        List<Prepared.Stream> streams = new ArrayList<>();
        for (int i = 0; i < roots; i++) {
            String topic = TOPICS.get(random.nextInt(TOPICS.size()));
            streams.add(root("k" + i, topic, (long) random.nextInt((int) log.head())));
        }
        asked.put(join(streams.toArray(Prepared.Stream[]::new)), streams);
    }

    private Void limit(Random random) {
        for (SlowReader reader : readers) {
            if (random.nextBoolean()) {
                reader.reads(random.nextInt(4));
            }
        }
        return null;
    }

    private Void shouldBeComplete(SlowReader reader) {
        if (reader.heard.toString().startsWith("[refused")) {
            return null; // the store was away when it came
        }
        for (Prepared.Stream stream : asked.get(reader)) {
            List<Long> wanted = log.events.stream()
                    .filter(event -> event.topic().equals(stream.topic()))
                    .map(FakeLog.Event::position)
                    .filter(position -> position > stream.place().after().position())
                    .toList();
            assertThat(reader.positions.getOrDefault(key(stream), List.of())).isEqualTo(wanted);
        }
        return null;
    }
}
