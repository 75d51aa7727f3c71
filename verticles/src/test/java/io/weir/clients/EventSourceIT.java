package io.weir.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.testing.NodeProcess;
import io.weir.testing.Postgres;
import io.weir.testing.TcpRelay;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The {@code EventSource} of a real browser: five lines of JavaScript that miss nothing, whatever breaks. */
@Timeout(180)
class EventSourceIT {

    private static final String SDL = """
            type Subscription {
              readings(lastSeen: String): Reading @eventsSubscribe(topic: "readings", resume: "lastSeen")
              notes(lastSeen: Int): Reading @eventsSubscribe(topic: "notes", resume: "lastSeen", id: "n")
            }
            type Reading { n: Int! }
            """;

    private static final String LISTEN = """
            window.heard = [];
            window.ids = [];
            window.opened = 0;
            window.source = new EventSource('/graphql?query=' + encodeURIComponent(arguments[0]));
            source.onopen = () => opened++;
            source.addEventListener('next', event => {
              const response = JSON.parse(event.data);
              heard.push(response.data ? Object.values(response.data)[0].n : event.data);
              ids.push(event.lastEventId);
            });
            """;

    @TempDir
    Path folder;

    private NodeProcess node;
    private TcpRelay network;
    private Chromium browser;

    @BeforeEach
    void start() throws Exception {
        node = NodeProcess.start(
                folder,
                "node",
                SDL,
                "store: { kind: postgres, uri: \"%s\" }\n"
                        .formatted(Postgres.database().uri()));
        network = TcpRelay.to(node.port());
        browser = Chromium.start();
        browser.open("http://127.0.0.1:%d/graphiql".formatted(network.port()));
    }

    @AfterEach
    void stop() throws Exception {
        browser.close();
        network.close();
        node.close();
    }

    private void publish(String topic, int first, int last) throws Exception {
        for (int n = first; n <= last; n++) {
            assertThat(node.publish(topic, "{\"n\":%d}".formatted(n))).isEqualTo(202);
        }
    }

    private void listen(String query) {
        browser.run(LISTEN, query);
        awaitOpened(1);
    }

    /** Waits until the browser has connected so often. */
    private void awaitOpened(int times) {
        await().atMost(Duration.ofSeconds(60)).until(() -> (Integer) browser.run("return opened") >= times);
    }

    private void awaitHeard(int last) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(browser.run("return heard"))
                        .asInstanceOf(InstanceOfAssertFactories.ITERABLE)
                        .containsExactlyElementsOf(numbers(last)));
    }

    private static List<Integer> numbers(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }

    @Test
    void shouldMissNothingThoughNetworkAndNodeFail() throws Exception {
        // Given
        listen("subscription { readings { n } }");
        publish("readings", 1, 3);
        awaitHeard(3);

        // When the network fails, and events come meanwhile
        network.cut();
        publish("readings", 4, 6);
        awaitHeard(6);

        // When the node is restarted in good order
        node.close();
        node.start();
        publish("readings", 7, 9);
        awaitHeard(9);

        // When it crashes
        node.kill();
        node.start();
        publish("readings", 10, 12);

        // Then
        awaitHeard(12);
        awaitOpened(4);
        assertThat(browser.run("return new Set(ids).size")).isEqualTo(12);
    }

    @Test
    void shouldGoOnBehindAnEventsOwnId() throws Exception {
        listen("subscription { notes { n } }");
        publish("notes", 1, 2);
        awaitHeard(2);

        network.cut();
        publish("notes", 3, 5);

        awaitHeard(5);
        assertThat(browser.run("return ids.join()")).isEqualTo("1,2,3,4,5");
    }

    @Test
    void shouldTellThePageThatItsPlaceIsGone() throws Exception {
        // Given a page that has heard something
        listen("subscription { readings { n } }");
        publish("readings", 1, 2);
        awaitHeard(2);

        // When the node gets another store
        node.close();
        node.configure("store: { kind: postgres, uri: \"%s\" }\n"
                .formatted(Postgres.database().uri()));
        node.start();

        // Then
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(browser.run("return String(heard[2])"))
                        .asString()
                        .contains("RESUME_GAP", "earliestEventId"));
    }
}
