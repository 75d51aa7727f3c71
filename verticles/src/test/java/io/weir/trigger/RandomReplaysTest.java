package io.weir.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.config.TriggersConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Subscribers who come, go and come back at random, while events are published, completed slowly, handed over in odd
 * portions or not at all: each hears each event once and in order.
 */
class RandomReplaysTest {

    private static final String SDL = """
            type Subscription {
              ticks(after: ID): Tick @eventsSubscribe(topic: "ticks", resume: "after")
                @subscriptionFilter(condition: {NOT: {IN: {fieldPath: "hidden", values: [true]}}})
              products(after: ID): Product @eventsSubscribe(topic: "products", resume: "after")
            }
            type Tick { n: Int hidden: Boolean }
            type Product @key(fields: "id") { id: ID! }
            """;
    private static final String TICKS = "subscription { ticks { n } }";
    private static final String PRODUCTS = "subscription { products { id price } }";
    private static final int STEPS = 1_500;

    private final List<Expected> expected = new ArrayList<>();

    /** An event that subscribers of its topic hear. */
    private record Expected(String topic, long position, String heard) {}

    /** A client and where it began. */
    private record Client(String topic, long begin, FollowingClient following) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldHearEachEventOnceAndInOrder(long seed) throws Exception {
        Random random = new Random(seed);
        TriggersConfig config =
                new TriggersConfig(1, Duration.ofMillis(20), Duration.ofSeconds(2), 3, seed % 2 == 0 ? 4 : 1000);
        try (TriggerFixture weir = new TriggerFixture(SDL, config)) {
            // Given
            weir.prices.answerWithin(4);
            weir.log.answerWithin(3);
            weir.log.pageSize(5 + random.nextInt(60));
            List<Client> clients = new ArrayList<>();

            // When
            for (int step = 0; step < STEPS; step++) {
                step(weir, random, clients);
            }
            clients.forEach(client -> client.following.begin());
            weir.log.publish("others", "{}");

            // Then
            for (Client client : clients) {
                await(client.following.toString())
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> done(weir, client));
                assertThat(client.following.wrong).as("seed %d", seed).isEmpty();
                assertThat(client.following.heard).as("seed %d", seed).containsExactlyElementsOf(expected(client));
            }
        }
    }

    private void step(TriggerFixture weir, Random random, List<Client> clients) throws InterruptedException {
        int what = random.nextInt(100);
        if (what < 50) {
            publish(weir, random);
        } else if (what < 70) {
            handOver(weir, random);
        } else if (what < 73) {
            begin(weir, random, clients);
        } else if (what < 76 && !clients.isEmpty()) {
            FollowingClient client = clients.get(random.nextInt(clients.size())).following;
            client.leave();
            if (random.nextBoolean()) {
                client.begin();
            }
        } else {
            Thread.sleep(random.nextInt(4)); // lets things get in between
        }
    }

    private void publish(TriggerFixture weir, Random random) {
        int n = expected.size();
        int kind = random.nextInt(6);
        if (kind == 0) {
            weir.log.append("others", "{}");
        } else if (kind == 1) {
            weir.log.append("ticks", "{\"n\":0,\"hidden\":true}");
        } else if (kind < 4) {
            expect("ticks", weir.log.append("ticks", "{\"n\":%d}".formatted(n)), "{\"ticks\":{\"n\":%d}}".formatted(n));
        } else {
            long position = weir.log.append("products", "{\"__typename\":\"Product\",\"id\":\"%d\"}".formatted(n));
            expect("products", position, "{\"products\":{\"id\":\"%d\",\"price\":%d}}".formatted(n, n));
        }
    }

    private void expect(String topic, long position, String data) {
        expected.add(new Expected(topic, position, "%d {\"data\":%s}".formatted(position, data)));
    }

    private static void handOver(TriggerFixture weir, Random random) {
        switch (random.nextInt(10)) {
            case 0 -> weir.log.skip();
            case 1 ->
                weir.log.handOver(Math.max(0, weir.log.head() - FakeLog.STEP * random.nextInt(30)), weir.log.head());
            default -> weir.log.handOver();
        }
    }

    private static void begin(TriggerFixture weir, Random random, List<Client> clients) {
        boolean ticks = random.nextBoolean();
        long begin = 100 + random.nextInt((int) (weir.log.head() - 99));
        String topic = ticks ? "ticks" : "products";
        FollowingClient following =
                new FollowingClient(weir, clients.size() + 1, topic, ticks ? TICKS : PRODUCTS).from(begin);
        clients.add(new Client(topic, begin, following.begin()));
    }

    private List<String> expected(Client client) {
        return expected.stream()
                .filter(event -> event.topic.equals(client.topic) && event.position > client.begin)
                .map(Expected::heard)
                .toList();
    }

    private static boolean done(TriggerFixture weir, Client client) {
        return !client.following.wrong.isEmpty() || client.following.position() >= weir.log.head();
    }
}
