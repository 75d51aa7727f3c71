package io.weir.action.handler;

import static io.weir.action.handler.HandlerFixture.ID;
import static io.weir.action.handler.HandlerFixture.action;
import static io.weir.action.handler.HandlerFixture.assertBroken;
import static io.weir.action.handler.HandlerFixture.await;
import static io.weir.action.handler.HandlerFixture.local;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.PfxOptions;
import io.weir.action.handler.HandlerOutcome.Answered;
import io.weir.error.ErrorCode;
import io.weir.graph.action.ActionDefinition;
import io.weir.testing.FreePorts;
import io.weir.testing.TestCertificate;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom calls over HTTP reach. */
class HttpConnectionsTest {

    private final HandlerFixture fixture = new HandlerFixture();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void shouldCallAgainOnTheSameConnection() {
        // Given
        Set<Object> connections = ConcurrentHashMap.newKeySet();
        String origin = local(fixture.serve(request -> {
            connections.add(request.connection());
            request.response().end("{}");
        }));

        ActionDefinition action = action(origin, "url: \"" + origin + "\"");
        HandlerCall call = new HandlerCall(action, ID, 1, Map.of(), Map.of(), HandlerFixture.PATIENT);
        Context caller = fixture.vertx.getOrCreateContext();

        // When
        for (int i = 0; i < 3; i++) {
            Promise<HandlerOutcome> outcome = Promise.promise();
            caller.runOnContext(here -> fixture.handlers().call(call).onComplete(outcome));
            await(outcome.future());
        }

        // Then
        assertThat(connections).hasSize(1);
    }

    @Test
    void shouldNotKnowWhatBecameOfACallWhoseConnectionEnds() {
        // Given
        int port = fixture.listen(socket -> socket.handler(bytes -> socket.close()));

        // Then
        assertBroken(fixture.post(local(port)), ErrorCode.HANDLER_UNREACHABLE, true);
    }

    @Test
    void shouldKnowThatNothingWasSentWithoutAConnection() {
        assertBroken(fixture.post(local(FreePorts.next())), ErrorCode.HANDLER_UNREACHABLE, false);
        assertBroken(fixture.post("http://nobody.test"), ErrorCode.HANDLER_UNREACHABLE, false);
        assertBroken(fixture.post("http://999.1.2.3"), ErrorCode.HANDLER_UNREACHABLE, false);
    }

    @Test
    void shouldConnectToTheAddressesOfTheName() throws Exception {
        // Given
        int port = fixture.serve(fixture::record);
        fixture.name("api.test", "127.0.0.9", "127.0.0.1");

        // When
        HandlerOutcome outcome = fixture.post("http://api.test:" + port);

        // Then the second one listens
        assertThat(outcome).isInstanceOf(Answered.class);
        assertThat(fixture.requests.get(0).getHeader("Host")).isEqualTo("api.test:" + port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "::ffff:169.254.169.254",
                "0.0.0.0",
                "fe80::1",
                "224.0.0.1",
                "64:ff9b::a9fe:a9fe"
            })
    void shouldNotFollowANameToWhereNoServiceIs(String address) throws Exception {
        // Given
        int port = fixture.serve(fixture::record);
        fixture.name("api.test", "127.0.0.1", address);

        // Then
        assertBroken(fixture.post("http://api.test:" + port), ErrorCode.HANDLER_NOT_ALLOWED, false);
        assertThat(fixture.requests).isEmpty();
    }

    @Test
    void shouldCallAnAddressThatTheListNames() {
        // Given
        int port = fixture.serve(fixture::record);

        // Then
        assertThat(fixture.post("http://[::ffff:127.0.0.1]:" + port)).isInstanceOf(Answered.class);
        assertThat(fixture.requests).hasSize(1);
    }

    @Test
    void shouldCheckTheConnectionThatWasMade() {
        // Given a server that is reached under another address than it was called by
        int port = fixture.serve(fixture::record);

        // Then
        assertBroken(fixture.post("http://0.0.0.0:" + port), ErrorCode.HANDLER_NOT_ALLOWED, false);
        assertThat(fixture.requests).isEmpty();
    }

    @Test
    void shouldCallOverTlsWhomTheCertificateNames(@TempDir Path folder) throws Exception {
        // Given
        TestCertificate certificate = TestCertificate.in(folder);
        HttpClientOptions trusting = new HttpClientOptions()
                .setTrustOptions(
                        new PemTrustOptions().addCertPath(certificate.pem().toString()));
        try (HandlerFixture tls = new HandlerFixture(trusting, null)) {
            tls.name("other.test", "127.0.0.1");
            int port = tls.serve(
                    new HttpServerOptions()
                            .setSsl(true)
                            .setKeyCertOptions(new PfxOptions()
                                    .setPath(certificate.keyStore().toString())
                                    .setPassword(TestCertificate.PASSWORD)),
                    fixture::record);

            // Then
            assertThat(tls.post("https://localhost:" + port)).isInstanceOf(Answered.class);
            assertBroken(tls.post("https://other.test:" + port), ErrorCode.HANDLER_UNREACHABLE, false);
            assertBroken(fixture.post("https://localhost:" + port), ErrorCode.HANDLER_UNREACHABLE, false);
            assertThat(fixture.requests).hasSize(1);
        }
    }
}
