package io.weir.life;

import static io.weir.life.Cluster.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.streams.EventStream;
import io.weir.streams.WsStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One node has the clients and the bridge, two have triggers: these are restarted under streams that are only live. */
@Timeout(180)
class MovedStreamsIT {

    private static final int PATIENCE_MILLIS = 30_000;
    private static final int TOPICS = 12;

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Reader> readers = new ArrayList<>();
    private Cluster cluster;
    private Feed feed;

    /** What one client heard. */
    private record Reader(EventStream stream, Queue<EventStream.Event> heard) {

        Void run() throws Exception {
            while (true) {
                heard.add(stream.next()); // until the stream is closed
            }
        }

        /** Where the next one did not follow. */
        List<String> breaks() {
            List<Integer> numbers = numbers();
            return IntStream.range(1, numbers.size())
                    .filter(i -> numbers.get(i) != numbers.get(i - 1) + 1)
                    .mapToObj(i -> numbers.get(i - 1) + " → " + numbers.get(i))
                    .toList();
        }

        List<Integer> numbers() {
            return heard.stream().map(event -> event.failed() ? -1 : event.n()).toList();
        }
    }

    @BeforeEach
    void start() throws Exception {
        cluster = new Cluster(folder, 1);
        cluster.node(0).roles("transport", "bridge", "actions", "gates", "deliveries");
        cluster.node(1).roles("triggers");
        cluster.node(2).roles("triggers");
        cluster.start();
        awaitTriggers();
        feed = cluster.feed(
                IntStream.range(0, TOPICS).mapToObj(i -> "ticks." + i).toList(), 50);
        threads.submit(feed::run);
        for (int i = 0; i < TOPICS; i++) {
            String query = "subscription { ticks(sensor: \"%d\") { n } }".formatted(i);
            Reader reader = new Reader(
                    WsStream.open(cluster.node(0).address(), PATIENCE_MILLIS, query), new ConcurrentLinkedDeque<>());
            readers.add(reader);
            threads.submit(reader::run);
        }
    }

    /** The node with the clients sees both of the others. */
    private void awaitTriggers() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(cluster.node(0).metrics())
                        .contains("weir_cluster_services{service=\"triggers\"} 2.0"));
    }

    @AfterEach
    void stop() throws Exception {
        feed.stop();
        for (Reader reader : readers) {
            reader.stream().close();
        }
        threads.shutdown();
        cluster.close();
    }

    @Test
    void shouldMissNothingAndHearNothingTwiceWhileTheirTriggersAreRestarted() throws Exception {
        // when
        for (int trigger : List.of(1, 2, 1)) {
            cluster.node(trigger).close();
            cluster.node(trigger).start();
            cluster.awaitReady();
            awaitTriggers();
        }
        feed.stop();

        // then
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(readers)
                        .allSatisfy(
                                reader -> assertThat(reader.numbers()).last().isEqualTo(feed.sent())));
        assertThat(readers).allSatisfy(reader -> assertThat(reader.breaks()).isEmpty());
    }
}
