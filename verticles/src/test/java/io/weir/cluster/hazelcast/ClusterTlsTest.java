package io.weir.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.DeliveryOptions;
import io.weir.config.ClusterConfig;
import io.weir.config.ClusterTls;
import io.weir.testing.FreePorts;
import io.weir.testing.ScriptRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Members that know the secret; but only who has a certificate of the authority is talked to. */
@Timeout(60)
class ClusterTlsTest {

    private final String name = "test-" + UUID.randomUUID();
    private final List<Integer> ports = List.of(FreePorts.next(), FreePorts.next());
    private final List<Vertx> nodes = new ArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void leave() throws Exception {
        for (Vertx node : nodes) {
            done(node.close());
        }
    }

    @Test
    void shouldTalkToWhoHasACertificateOfTheAuthority() throws Exception {
        // Given
        selfSigned("ca");
        signed("node", "ca");
        serve(tls("node", "ca"));

        // Then
        assertThat(ask(tls("node", "ca"))).isEqualTo("a payload");
    }

    @Test
    void shouldTellNothingToWhoHasAnotherCertificate() throws Exception {
        // Given
        selfSigned("ca");
        signed("node", "ca");
        selfSigned("other");
        serve(tls("node", "ca"));

        // Then
        assertThat(ask(tls("other", "ca"))).isEqualTo("nothing");
    }

    @Test
    void shouldTellNothingToWhoHasNone() throws Exception {
        // Given
        selfSigned("ca");
        signed("node", "ca");
        serve(tls("node", "ca"));

        // Then
        assertThat(ask(Optional.empty())).isEqualTo("nothing");
    }

    private void serve(Optional<ClusterTls> tls) throws Exception {
        done(join(0, tls)
                .eventBus()
                .consumer("x", message -> message.reply("a payload"))
                .completion());
    }

    private String ask(Optional<ClusterTls> tls) throws Exception {
        return done(join(1, tls)
                .eventBus()
                .<String>request("x", "?", new DeliveryOptions().setSendTimeout(2_000))
                .map(answer -> answer.body())
                .otherwise("nothing"));
    }

    private Vertx join(int node, Optional<ClusterTls> tls) throws Exception {
        ClusterConfig d = ClusterConfig.DEFAULT;
        ClusterConfig config = new ClusterConfig(
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
                d.lostAfter(),
                d.handover(),
                tls);
        Vertx vertx =
                done(JoinedCluster.join(config, "n" + node, new VertxOptions())).vertx();
        nodes.add(vertx);
        return vertx;
    }

    private Optional<ClusterTls> tls(String certificate, String ca) {
        return Optional.of(new ClusterTls(file(certificate + ".crt"), file(certificate + ".key"), file(ca + ".crt")));
    }

    private void selfSigned(String subject) throws Exception {
        openssl("req -x509 -newkey rsa:2048 -nodes -days 2 -batch -subj /CN=%1$s -keyout %2$s.key -out %2$s.crt"
                .formatted(subject, file(subject)));
    }

    private void signed(String subject, String ca) throws Exception {
        openssl("req -newkey rsa:2048 -nodes -batch -subj /CN=%1$s -keyout %2$s.key -out %2$s.csr"
                .formatted(subject, file(subject)));
        openssl("x509 -req -days 2 -in %1$s.csr -CA %2$s.crt -CAkey %2$s.key -CAcreateserial -out %1$s.crt"
                .formatted(file(subject), file(ca)));
    }

    private static void openssl(String arguments) throws Exception {
        ScriptRun run = ScriptRun.of(List.of(("openssl " + arguments).split(" ")), Map.of(), "");
        assertThat(run.exitCode()).as(run.output()).isZero();
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private static <T> T done(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
