package io.weir.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.impl.MemberImpl;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceImpl;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.internal.cluster.impl.ClusterServiceImpl;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.DeliveryOptions;
import io.weir.config.ClusterConfig;
import io.weir.testing.FreePorts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Three nodes, one of which loses the other two and finds them again: who listens where must be known everywhere as before. */
@Timeout(120)
class SplitBrainTest {

    private final List<Integer> ports =
            IntStream.range(0, 3).mapToObj(node -> FreePorts.next()).toList();
    private final String name = "test-" + UUID.randomUUID();
    private final List<Vertx> nodes = new ArrayList<>();

    @BeforeEach
    void join() throws Exception {
        for (int node = 0; node < 3; node++) {
            Vertx vertx = done(JoinedCluster.join(config(node), "n" + node, new VertxOptions()))
                    .vertx();
            nodes.add(vertx);
            for (int address = 0; address < 20; address++) {
                listen(vertx, node + ":" + address);
                listen(vertx, "all:" + address);
            }
        }
    }

    @AfterEach
    void leave() throws Exception {
        for (Vertx node : nodes) {
            done(node.close());
        }
    }

    @Test
    void shouldReachEveryListenerAgainAfterACutHasHealed() throws Exception {
        // Given
        assertEveryoneReachesEveryone();

        // When
        cut();
        listen(nodes.get(2), "2:late");
        listen(nodes.get(0), "0:late");
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> members().stream()
                        .allMatch(each -> each.getCluster().getMembers().size() == 3));

        // Then
        await().atMost(30, TimeUnit.SECONDS).untilAsserted(this::assertEveryoneReachesEveryone);
        await().atMost(30, TimeUnit.SECONDS).untilAsserted(() -> {
            assertThat(ask(0, "2:late")).isEqualTo("2:late");
            assertThat(ask(2, "0:late")).isEqualTo("0:late");
        });
    }

    private void assertEveryoneReachesEveryone() throws Exception {
        for (int from = 0; from < 3; from++) {
            for (int to = 0; to < 3; to++) {
                for (int address = 0; address < 20; address++) {
                    assertThat(ask(from, to + ":" + address)).isEqualTo(to + ":" + address);
                }
            }
        }
    }

    /** The third node and the other two take each other for dead. */
    private void cut() {
        HazelcastInstance lost = members().get(2);
        for (HazelcastInstance other : members().subList(0, 2)) {
            suspect(other, lost);
            suspect(lost, other);
        }
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> members().get(0).getCluster().getMembers().size() == 2
                        && lost.getCluster().getMembers().size() == 1);
    }

    private static void suspect(HazelcastInstance one, HazelcastInstance other) {
        HazelcastInstanceImpl instance = ((HazelcastInstanceProxy) one).getOriginal();
        ClusterServiceImpl service = instance.node.getClusterService();
        Member member = other.getCluster().getLocalMember();
        MemberImpl known = service.getMember(member.getUuid());
        if (known != null) {
            service.suspectMember(known, "a cut network", true);
        }
    }

    private List<HazelcastInstance> members() {
        return ports.stream()
                .map(port -> Hazelcast.getAllHazelcastInstances().stream()
                        .filter(each ->
                                each.getCluster().getLocalMember().getAddress().getPort() == port)
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    private String ask(int from, String address) throws Exception {
        return done(nodes.get(from)
                .eventBus()
                .<String>request(address, "?", new DeliveryOptions().setSendTimeout(5_000))
                .map(answer -> answer.body())
                .otherwise(failure -> String.valueOf(failure.getMessage())));
    }

    private static void listen(Vertx node, String address) throws Exception {
        done(node.eventBus()
                .consumer(address, message -> message.reply(address))
                .completion());
    }

    private ClusterConfig config(int node) {
        ClusterConfig d = ClusterConfig.DEFAULT;
        return new ClusterConfig(
                true,
                name,
                d.secret(),
                d.host(),
                d.publicHost(),
                Optional.of(ports.get(node)),
                0,
                ports.stream().map(port -> "127.0.0.1:" + port).toList(),
                d.kubernetes(),
                1,
                Duration.ofSeconds(3),
                d.handover(),
                d.tls());
    }

    private static <T> T done(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
