package io.weir.load.bus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.weir.bus.BusCodecs;
import io.weir.cluster.hazelcast.JoinedCluster;
import io.weir.config.ClusterConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A node that has nothing but the clustered event bus of Weir. As a process of its own it answers each message of {@link #ECHO}
 * with itself, until it is ended.
 */
public final class BusNode implements AutoCloseable {

    /** Where messages come back from. */
    static final String ECHO = "weir.load.echo";

    /** What it prints when it answers. */
    static final String READY = "ready";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Vertx vertx;

    private BusNode(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Joins a cluster on loopback.
     *
     * @param port this node's own
     * @param other that of the other one
     */
    static BusNode join(String name, int port, int other) throws Exception {
        ClusterConfig defaults = ClusterConfig.DEFAULT;
        ClusterConfig config = new ClusterConfig(
                true,
                name,
                Optional.empty(),
                defaults.host(),
                Optional.empty(),
                Optional.of(port),
                0,
                List.of("127.0.0.1:" + port, "127.0.0.1:" + other),
                Optional.empty(),
                1,
                defaults.lostAfter(),
                defaults.handover(),
                Optional.empty());
        VertxOptions options = new VertxOptions().setEventLoopPoolSize(1);
        Vertx vertx = await(JoinedCluster.join(config, UUID.randomUUID().toString(), options)
                .map(JoinedCluster::vertx));
        BusCodecs.register(vertx.eventBus());
        return new BusNode(vertx);
    }

    Vertx vertx() {
        return vertx;
    }

    @Override
    public void close() throws Exception {
        await(vertx.close());
    }

    /** Takes the cluster's name, its own port and that of the other one. */
    public static void main(String[] arguments) throws Exception {
        // Held: Vert.x closes by itself what nobody refers to any more.
        try (BusNode node = join(arguments[0], Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]))) {
            await(node.vertx
                    .eventBus()
                    .consumer(ECHO, message -> message.reply(message.body()))
                    .completion());
            System.out.println(READY);
            new CountDownLatch(1).await();
        }
    }

    static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
