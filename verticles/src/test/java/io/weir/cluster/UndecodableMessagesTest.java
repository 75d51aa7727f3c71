package io.weir.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import io.weir.bus.BusAddress;
import io.weir.bus.BusCodecs;
import io.weir.bus.BusFailure;
import io.weir.bus.FindLogEnd;
import io.weir.bus.LogPosition;
import io.weir.bus.NodePresence.Phase;
import io.weir.bus.Service;
import io.weir.cluster.hazelcast.JoinedCluster;
import io.weir.config.ClusterConfig;
import io.weir.telemetry.Metrics;
import io.weir.testing.FreePorts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two nodes, of which one knows a message in another version, or not at all. */
@Timeout(60)
class UndecodableMessagesTest {

    private final List<Integer> ports = List.of(FreePorts.next(), FreePorts.next());
    private final Metrics metrics = new Metrics();
    private final Vertx newer = join(0);
    private final Vertx older = join(1);

    UndecodableMessagesTest() throws Exception {}

    @AfterEach
    void leave() throws Exception {
        await(newer.close());
        await(older.close());
    }

    @Test
    void shouldSayThatItDoesNotKnowTheVersion() throws Exception {
        // Given
        newer.eventBus().registerDefaultCodec(FindLogEnd.class, new Version99());
        BusCodecs.register(older.eventBus());
        older.eventBus().addInboundInterceptor(new UndecodableMessages(metrics.cluster()));
        await(older.eventBus()
                .consumer(BusAddress.LOG, message -> message.reply(new LogPosition(1, 1)))
                .completion());

        // When
        Throwable failure = failure();

        // Then
        assertThat(BusFailure.isIncompatible(failure)).isTrue();
        assertThat(failure).hasMessageContaining("FindLogEnd has version 99");
        assertThat(metrics.scrape()).contains("weir_cluster_undecodable_total{message=\"FindLogEnd\"} 3.0");
    }

    @Test
    void shouldSayThatItDoesNotKnowTheMessage() throws Exception {
        // Given
        BusCodecs.register(newer.eventBus());
        await(older.eventBus().consumer(BusAddress.LOG, message -> {}).completion());

        // Then
        assertThat(BusFailure.isIncompatible(failure())).isTrue();
    }

    /** Asks until the other's consumer is known here, and there are two nodes to try. */
    private Throwable failure() throws Exception {
        FakePeers peers = new FakePeers("a");
        peers.see(FakePeers.node("a", Phase.DRAINING, Set.of(Service.LOG)), FakePeers.node("b"));
        Asking asking = new Asking(newer.eventBus(), peers, Service.LOG, BusAddress.LOG);
        try {
            await(asking.ask(new FindLogEnd(List.of()), Duration.ofSeconds(20)));
            throw new AssertionError("it was understood");
        } catch (ExecutionException failed) {
            return failed.getCause();
        }
    }

    private Vertx join(int node) throws Exception {
        ClusterConfig d = ClusterConfig.DEFAULT;
        ClusterConfig config = new ClusterConfig(
                true,
                "test-" + ports.get(0),
                d.secret(),
                d.host(),
                d.publicHost(),
                Optional.of(ports.get(node)),
                0,
                ports.stream().map(port -> "127.0.0.1:" + port).toList(),
                d.kubernetes(),
                1,
                d.lostAfter(),
                d.handover(),
                d.tls());
        return await(JoinedCluster.join(config, UUID.randomUUID().toString(), new VertxOptions()))
                .vertx();
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    /** What a later release might send. */
    private static final class Version99 implements MessageCodec<FindLogEnd, FindLogEnd> {

        @Override
        public void encodeToWire(Buffer buffer, FindLogEnd message) {
            buffer.appendByte((byte) 99).appendInt(0);
        }

        @Override
        public FindLogEnd decodeFromWire(int position, Buffer buffer) {
            throw new AssertionError("sends only");
        }

        @Override
        public FindLogEnd transform(FindLogEnd message) {
            return message;
        }

        @Override
        public String name() {
            return BusAddress.INTERNAL_PREFIX + "FindLogEnd";
        }

        @Override
        public byte systemCodecID() {
            return -1;
        }
    }
}
