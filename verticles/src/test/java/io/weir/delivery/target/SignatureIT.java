package io.weir.delivery.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.weir.graph.delivery.DeliveryDefinition;
import io.weir.testing.NodePackages;
import io.weir.testing.Programs;
import io.weir.testing.ScriptRun;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** npm's standardwebhooks as the receiver of webhooks. */
class SignatureIT {

    private static final String NEW = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OLD = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDsuFuX9VQ9zY=";
    private static final String STRANGER = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    @TempDir
    Path folder;

    private CourierFixture weir;
    private String origin;

    @BeforeEach
    void start() {
        weir = new CourierFixture(folder);
        weir.pass(Duration.between(CourierFixture.HAPPENED, Instant.now()));
        origin = weir.serve(request -> request.response().end());
    }

    @AfterEach
    void stop() {
        weir.close();
    }

    private DeliveryDefinition signedWith(String... secrets) {
        return weir.delivery(
                "target: { url: \"%s\" }\nsecret: [\"%s\"]".formatted(origin, String.join("\", \"", secrets)));
    }

    /** What the last webhook is to a receiver who knows this secret. */
    private String received(String secret) {
        return received(secret, weir.bodies.get(weir.bodies.size() - 1).toString());
    }

    private String received(String secret, String body) {
        HttpServerRequest request = weir.requests.get(weir.requests.size() - 1);
        JsonObject headers = new JsonObject();
        request.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
        JsonObject webhook =
                new JsonObject().put("secret", secret).put("headers", headers).put("body", body);
        try {
            Path script = NodePackages.folder(SignatureIT.class).resolve("verify.mjs");
            String node = Programs.require("node", "nodejs").toString();
            ScriptRun run = ScriptRun.of(List.of(node, script.toString()), Map.of(), webhook.encode() + "\n");
            assertThat(run.exitCode()).as(run.output()).isZero();
            return run.output().strip();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldBeVerified() {
        // When
        weir.attempt(signedWith(NEW));

        // Then
        assertThat(received(NEW)).isEqualTo("verified");
        assertThat(received(STRANGER)).isEqualTo("No matching signature found");
        assertThat(received(NEW, weir.bodies.get(0) + " ")).isEqualTo("No matching signature found");
    }

    @Test
    void shouldBeVerifiedByBothWhileASecretIsChanged() {
        // When
        weir.attempt(signedWith(NEW, OLD));

        // Then
        assertThat(received(NEW)).isEqualTo("verified");
        assertThat(received(OLD)).isEqualTo("verified");
    }

    @Test
    void shouldBeVerifiedOnEveryAttempt() {
        // Given
        DeliveryDefinition delivery = signedWith(NEW);
        weir.pass(Duration.ofHours(-5));

        // When
        weir.attempt(delivery);
        String late = received(NEW);
        weir.pass(Duration.ofHours(5));
        weir.attempt(delivery);

        // Then
        assertThat(late).isEqualTo("Message timestamp too old");
        assertThat(received(NEW)).isEqualTo("verified");
    }
}
