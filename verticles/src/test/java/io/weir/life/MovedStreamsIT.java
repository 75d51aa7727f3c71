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

/**
 * One node has the clients and the bridge, two have triggers: these are restarted under streams that are only live. Whether
 * something comes twice is not asked here, since a fresh node may have an event much later than the one that it takes over from.
 */
@Timeout(180)
class MovedStreamsIT {

    private static final int PATIENCE_MILLIS = 30_000;
    private static final int TOPICS = 12;
    private static final int TOLD = -1;

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

        /** What never came, where nobody was told so. */
        List<Integer> missing(int last) {
            List<Integer> numbers = numbers();
            return numbers.contains(TOLD)
                    ? List.of()
                    : IntStream.rangeClosed(numbers.get(0), last)
                            .boxed()
                            .filter(n -> !numbers.contains(n))
                            .toList();
        }

        List<Integer> numbers() {
            return heard.stream()
                    .map(event -> event.failed() ? TOLD : event.n())
                    .toList();
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
    void shouldMissNothingUnseenWhileTheirTriggersAreRestarted() throws Exception {
        // when
        for (int trigger : List.of(1, 2)) {
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
        assertThat(readers)
                .allSatisfy(reader -> assertThat(reader.missing(feed.sent())).isEmpty());
    }
}
