package io.weir.bridge.kafka;

import static io.weir.bridge.BridgeClient.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.bridge.BridgeClient;
import io.weir.bus.BusFailure;
import io.weir.config.KafkaSecurity;
import io.weir.config.KafkaSecurity.Mechanism;
import io.weir.testing.KafkaBroker;
import io.weir.testing.KafkaNode;
import io.weir.testing.LogLines;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

/** Who may come into a real cluster, and what one may do there. */
class AccessIT extends KafkaFixture {

    private final KafkaNode node = KafkaBroker.own();

    @Test
    void shouldSayInOneLineThatThePasswordIsWrong() {
        try (LogLines lines = new LogLines("io.weir.bridge");
                BridgeClient client =
                        deploy(node.saslBrokers(), Optional.empty(), Mechanism.PLAIN, KafkaNode.USER, "wr0ng-pass")) {
            // When it has tried several times
            await().during(Duration.ofSeconds(2))
                    .until(() -> client.states.stream().noneMatch(s -> s.connected()));

            // Then
            assertThat(client.failure(client.open("t"))).isEqualTo(BusFailure.PROVIDER_UNAVAILABLE);
            assertThat(lines.warnings()).singleElement().asString().contains("refused user or password");
            assertThat(lines.warnings().toString()).doesNotContain("wr0ng-pass");
        }
    }

    @Test
    void shouldComeInOverTlsWithAProofOfThePassword() throws Exception {
        // Given
        UserScramCredentialAlteration user = new UserScramCredentialUpsertion(
                KafkaNode.USER, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), "scr\"am");
        admin.alterUserScramCredentials(List.of(user)).all().get(20, TimeUnit.SECONDS);
        String topic = topic("t", 1);

        // When
        try (BridgeClient client = deploy(
                node.tlsBrokers(),
                Optional.of(node.certificate()),
                Mechanism.SCRAM_SHA_512,
                KafkaNode.USER,
                "scr\"am")) {
            await().until(() -> client.states.stream().anyMatch(state -> state.connected()));

            // Then
            await(client.open(topic));
            assertThat(await(client.publish(topic, "1")).accepted()).isTrue();
            await().until(() -> client.payloads(topic), List.of("1")::equals);
        }
    }

    @Test
    void shouldNotTrustACertificateThatNobodyVouchesFor() {
        try (LogLines lines = new LogLines("io.weir.bridge");
                BridgeClient client = KafkaBridges.deploy(KafkaBridges.config(
                        node.tlsBrokers(),
                        new KafkaSecurity(
                                true,
                                Optional.empty(),
                                Mechanism.PLAIN,
                                Optional.of(KafkaNode.USER),
                                Optional.of(KafkaNode.PASSWORD)),
                        false))) {
            assertThat(client.failure(client.open("t"))).isEqualTo(BusFailure.PROVIDER_UNAVAILABLE);
            assertThat(lines.warnings()).singleElement().asString().contains("no TLS");
        }
    }

    @Test
    void shouldRefuseTopicsThatTheUserMayNotHave() throws Exception {
        // Given one topic to read, and one to write
        String read = topic("read", 1);
        String write = topic("write", 1);
        allow(read, AclOperation.READ);
        allow(write, AclOperation.WRITE);
        try (BridgeClient client =
                deploy(node.saslBrokers(), Optional.empty(), Mechanism.PLAIN, KafkaNode.LIMITED, KafkaNode.PASSWORD)) {
            // Then
            await(client.open(read));
            assertThat(client.failure(client.open(write))).isEqualTo(BusFailure.REFUSED);
            assertThat(await(client.publish(write, "1")).accepted()).isTrue();
            assertThat(await(client.publish(read, "1")).reason()).contains("does not allow this topic");
            List<String> sent = publish(read, 0, 0, 3);
            await().until(() -> client.payloads(read), sent::equals);
        }
    }

    private void allow(String topic, AclOperation operation) throws Exception {
        AclBinding allowed = new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry("User:" + KafkaNode.LIMITED, "*", operation, AclPermissionType.ALLOW));
        admin.createAcls(List.of(allowed)).all().get(20, TimeUnit.SECONDS);
    }

    private static BridgeClient deploy(
            String brokers, Optional<Path> ca, Mechanism mechanism, String user, String password) {
        KafkaSecurity security =
                new KafkaSecurity(ca.isPresent(), ca, mechanism, Optional.of(user), Optional.of(password));
        return KafkaBridges.deploy(KafkaBridges.config(brokers, security, false));
    }
}
