package io.weir.subgraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PfxOptions;
import io.weir.config.SubgraphsConfig;
import io.weir.telemetry.Metrics;
import io.weir.testing.Behaviour;
import io.weir.testing.FreePorts;
import io.weir.testing.SubgraphServer;
import io.weir.testing.TestCertificate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client and real servers on real sockets. */
class HttpSubgraphClientTest {

    private static final String ASK = "{\"query\":\"{ __typename }\"}";
    private static final String ANSWER = "{\"data\":{\"__typename\":\"Query\"}}";

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final Metrics metrics = new Metrics();
    private final List<SubgraphServer> servers = new ArrayList<>();
    private SubgraphServer server;
    private HttpSubgraphClient client;

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        servers.forEach(SubgraphServer::close);
    }

    @Test
    void shouldAsk() throws Exception {
        // Given
        run("retries: 0");

        // Then
        assertThat(query()).isEqualTo(ANSWER);
        SubgraphServer.Received received = server.requests().get(0);
        assertThat(received.version()).isEqualTo(HttpVersion.HTTP_1_1);
        assertThat(received.headers().get("content-type")).isEqualTo("application/json");
        assertThat(received.headers().get("accept"))
                .isEqualTo("application/graphql-response+json, application/json;q=0.9");
    }

    @Test
    void shouldAnswerOnTheCallersContext() throws Exception {
        // Given
        run("retries: 0");
        Context caller = vertx.getOrCreateContext();
        CompletableFuture<Context> answered = new CompletableFuture<>();

        // When
        caller.runOnContext(turn ->
                client.send(Requests.query("a", ASK)).onComplete(reply -> answered.complete(Vertx.currentContext())));

        // Then
        assertThat(answered.get(20, TimeUnit.SECONDS)).isEqualTo(caller);
    }

    @Test
    void shouldKeepConnectionsAlive() throws Exception {
        // Given
        run("retries: 0");
        Context caller = vertx.getOrCreateContext();

        // When
        for (int i = 0; i < 3; i++) {
            on(caller, Requests.query("a", ASK));
        }

        // Then
        assertThat(server.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 500, 503})
    void shouldTakeAGraphqlResponseUnderAnyStatus(int status) throws Exception {
        // Given
        run("retries: 2");
        server.behave(Behaviour.response(status, "{\"errors\":[{\"message\":\"no\"}]}"));

        // Then
        assertThat(query()).contains("no");
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 401, 404, 500})
    void shouldReportOtherStatusesAtOnce(int status) {
        // Given
        run("retries: 2");
        server.behave(Behaviour.status(status));

        // When
        SubgraphException failure = failure(Requests.query("a", ASK));

        // Then
        assertThat(failure.code()).isEqualTo("SUBGRAPH_HTTP_ERROR");
        assertThat(failure.httpStatus()).hasValue(status);
        assertThat(failure).hasMessage("the subgraph \"a\" answered with an HTTP error (status " + status + ")");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void shouldNotTakeAProblemDocumentForAResponse() {
        // Given
        run("retries: 0");
        server.behave(Behaviour.response(400, "{\"title\":\"no\"}"));

        // Then
        assertThat(failure(Requests.query("a", ASK)).code()).isEqualTo("SUBGRAPH_HTTP_ERROR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "\"{}\"", "{\"data\":"})
    void shouldReportMalformedReplies(String text) {
        // Given
        run("retries: 2");
        server.behave(Behaviour.text(text));

        // Then
        assertThat(failure(Requests.query("a", ASK)).code()).isEqualTo("SUBGRAPH_MALFORMED_REPLY");
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504})
    void shouldRepeatQueries(int status) throws Exception {
        // Given
        run("retries: 2, backOff: 1ms");
        server.behaveNext(Behaviour.status(status), Behaviour.DROPPING);

        // Then
        assertThat(query()).isEqualTo(ANSWER);
        assertThat(server.requests()).hasSize(3);
        assertThat(metrics.scrape()).contains("weir_subgraph_retries_total{subgraph=\"a\"} 2.0");
    }

    @Test
    void shouldRepeatOnlySoOften() {
        // Given
        run("retries: 2, backOff: 1ms");
        server.behave(Behaviour.status(503));

        // Then
        assertThat(failure(Requests.query("a", ASK)).httpStatus()).hasValue(503);
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void shouldNotRepeatMutations() {
        // Given
        run("retries: 2, backOff: 1ms");

        // When
        server.behave(Behaviour.status(503));
        assertThat(failure(Requests.mutation("a", ASK)).code()).isEqualTo("SUBGRAPH_HTTP_ERROR");
        server.behave(Behaviour.DROPPING);
        assertThat(failure(Requests.mutation("a", ASK)).code()).isEqualTo("SUBGRAPH_UNREACHABLE");

        // Then
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void shouldRepeatMutationsThatFoundNoConnection() throws Exception {
        // Given
        run("retries: 10, backOff: 20ms");
        server.pause();

        // When
        Future<Buffer> reply = client.send(Requests.mutation("a", ASK));
        await().until(() ->
                metrics.scrape().lines().anyMatch(line -> line.matches("weir_subgraph_retries_.* [1-9].*")));
        server.resume();

        // Then
        assertThat(get(reply)).isEqualTo(ANSWER);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void shouldWaitAsLongAsTheSubgraphAsks() throws Exception {
        // Given
        run("retries: 1, backOff: 1ms");
        server.behaveNext(Behaviour.status(429, "retry-after", "1"));

        // Then
        assertThat(query()).isEqualTo(ANSWER);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void shouldNotWaitBeyondTheDeadline() {
        // Given: without Retry-After the next attempt would come in time
        run("retries: 1, backOff: 1ms, timeout: 900ms");
        server.behaveNext(Behaviour.status(429, "retry-after", "1"));

        // Then
        assertThat(failure(Requests.query("a", ASK)).httpStatus()).hasValue(429);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void shouldEndAtTheDeadline() throws Exception {
        // Given
        run("timeout: 200ms, retries: 2");
        server.behaveNext(Behaviour.SILENT, Behaviour.STALLING);

        // Then
        assertThat(failure(Requests.query("a", ASK))).hasMessage("the subgraph \"a\" did not answer in time");
        assertThat(failure(Requests.query("a", ASK)).code()).isEqualTo("SUBGRAPH_TIMEOUT");
        assertThat(query()).isEqualTo(ANSWER);
        assertThat(server.requests()).hasSize(3);
        assertThat(metrics.scrape())
                .contains("weir_subgraph_failures_total{code=\"SUBGRAPH_TIMEOUT\",subgraph=\"a\"} 2.0")
                .contains("weir_subgraph_calls_seconds_count{subgraph=\"a\"} 3")
                .contains("weir_subgraph_in_flight{subgraph=\"a\"} 0.0");
    }

    @Test
    void shouldReportConnectionsThatBreak() {
        // Given
        run("retries: 0");
        server.behave(Behaviour.BREAKING);

        // Then
        assertThat(failure(Requests.query("a", ASK))).hasMessage("the subgraph \"a\" could not be reached");
    }

    @Test
    void shouldReportSubgraphsThatAreDown() {
        // Given
        client = client(Map.of("a", "http://localhost:" + FreePorts.next() + "/"), "retries: 1, backOff: 1ms");

        // Then
        assertThat(failure(Requests.query("a", ASK)).code()).isEqualTo("SUBGRAPH_UNREACHABLE");
        assertThat(failure(Requests.query("nobody", ASK)).code()).isEqualTo("SUBGRAPH_UNREACHABLE");
    }

    @Test
    void shouldStopReadingWhatIsTooLarge() throws Exception {
        // Given
        run("retries: 2, maxReply: 1KB");
        server.behaveNext(Behaviour.padded(1024), Behaviour.padded(10_000_000), Behaviour.padded(500));

        // Then
        assertThat(failure(Requests.query("a", ASK)).code()).isEqualTo("SUBGRAPH_REPLY_TOO_LARGE");
        assertThat(failure(Requests.query("a", ASK)).code()).isEqualTo("SUBGRAPH_REPLY_TOO_LARGE");
        assertThat(query()).startsWith(ANSWER);
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void shouldTakeCompressedReplies() throws Exception {
        // Given
        start(new HttpServerOptions().setCompressionSupported(true), "maxReply: 1MB");
        server.behaveNext(Behaviour.padded(1_000_000), Behaviour.padded(2_000_000));

        // Then
        assertThat(query()).startsWith(ANSWER).hasSize(ANSWER.length() + 1_000_000);
        assertThat(failure(Requests.query("a", ASK)).code()).isEqualTo("SUBGRAPH_REPLY_TOO_LARGE");
    }

    @Test
    void shouldOpenTheCircuitAndHeal() throws Exception {
        // Given
        run("retries: 0, circuitBreaker: { calls: 4, failures: 50, pause: 300ms }");
        server.behave(Behaviour.status(500));
        for (int i = 0; i < 4; i++) {
            failure(Requests.query("a", ASK));
        }

        // When
        SubgraphException open = failure(Requests.query("a", ASK));
        server.behave(Behaviour.PROPER);

        // Then
        assertThat(open.code()).isEqualTo("SUBGRAPH_CIRCUIT_OPEN");
        assertThat(server.requests()).hasSize(4);
        assertThat(metrics.scrape()).contains("weir_subgraph_circuit_open{subgraph=\"a\"} 1.0");
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> query().equals(ANSWER));
        assertThat(metrics.scrape()).contains("weir_subgraph_circuit_open{subgraph=\"a\"} 0.0");
    }

    @Test
    void shouldNotOpenTheCircuitForWhatTheClientDidWrong() throws Exception {
        // Given
        run("retries: 0, circuitBreaker: { calls: 2 }");
        server.behaveNext(Behaviour.status(401), Behaviour.status(404), Behaviour.text("no"), Behaviour.status(400));

        // When
        for (int i = 0; i < 4; i++) {
            failure(Requests.query("a", ASK));
        }

        // Then
        assertThat(query()).isEqualTo(ANSWER);
    }

    @Test
    void shouldQueueWhatIsTooMuchAndRefuseTheRest() throws Exception {
        // Given
        run("concurrency: 1, queue: 1, timeout: 5s");
        server.behaveNext(Behaviour.late(300));
        Future<Buffer> first = client.send(Requests.query("a", ASK));
        await().until(() -> server.requests().size() == 1);

        // When
        Future<Buffer> second = client.send(Requests.query("a", ASK));
        await().until(() -> metrics.scrape().contains("weir_subgraph_waiting{subgraph=\"a\"} 1.0"));
        SubgraphException refused = failure(Requests.query("a", ASK));

        // Then
        assertThat(refused.code()).isEqualTo("SUBGRAPH_OVERLOADED");
        assertThat(get(first)).isEqualTo(ANSWER);
        assertThat(get(second)).isEqualTo(ANSWER);
        assertThat(query()).isEqualTo(ANSWER);
        assertThat(metrics.scrape()).contains("weir_subgraph_in_flight{subgraph=\"a\"} 0.0");
    }

    @Test
    void shouldGiveUpWaitingAtTheDeadline() throws Exception {
        // Given
        run("concurrency: 1, timeout: 300ms, retries: 0");
        server.behave(Behaviour.SILENT);
        Future<Buffer> first = client.send(Requests.query("a", ASK));
        await().until(() -> server.requests().size() == 1);

        // When
        SubgraphException late = failure(Requests.query("a", ASK));
        server.behave(Behaviour.PROPER);

        // Then: it had no place, or one for a moment only; either way everything is given back
        assertThat(late.code()).isEqualTo("SUBGRAPH_TIMEOUT");
        assertThat(first.failed()).isTrue();
        assertThat(query()).isEqualTo(ANSWER);
        assertThat(metrics.scrape()).contains("weir_subgraph_waiting{subgraph=\"a\"} 0.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http1", "http2"})
    void shouldAskManyAtOnce(String protocol) throws Exception {
        // Given
        run("concurrency: 10, protocol: " + protocol);

        // When
        List<Future<Buffer>> replies = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            replies.add(client.send(Requests.query("a", ASK)));
        }

        // Then
        for (Future<Buffer> reply : replies) {
            assertThat(get(reply)).isEqualTo(ANSWER);
        }
        assertThat(metrics.scrape()).contains("weir_subgraph_in_flight{subgraph=\"a\"} 0.0");
    }

    @Test
    void shouldSpeakHttp2InClearText() throws Exception {
        // Given
        run("protocol: http2, maxReply: 1MB");
        server.behaveNext(Behaviour.PROPER, Behaviour.padded(500_000), Behaviour.padded(2_000_000));

        // Then
        assertThat(query()).isEqualTo(ANSWER);
        assertThat(query()).startsWith(ANSWER).hasSize(ANSWER.length() + 500_000);
        assertThat(failure(Requests.query("a", ASK)).code()).isEqualTo("SUBGRAPH_REPLY_TOO_LARGE");
        assertThat(query()).isEqualTo(ANSWER);
        assertThat(server.requests())
                .extracting(SubgraphServer.Received::version)
                .containsOnly(HttpVersion.HTTP_2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http1", "http2"})
    void shouldTrustTheAuthorityThatItIsGiven(String protocol) throws Exception {
        // Given
        tls("trust: ca.pem, protocol: " + protocol);

        // Then
        assertThat(query()).isEqualTo(ANSWER);
        assertThat(server.requests().get(0).version())
                .isEqualTo(protocol.equals("http2") ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1);
    }

    @Test
    void shouldTrustNobodyElse() {
        // Given
        tls("retries: 0");

        // Then
        assertThat(failure(Requests.query("a", ASK)).code()).isEqualTo("SUBGRAPH_UNREACHABLE");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void shouldSendTheHeadersThatMayGo() throws Exception {
        // Given
        run("headers: { forward: [Authorization, X-Key], set: { X-Key: ours, X-Fixed: f } }");
        Map<String, String> carried = new HashMap<>(Map.of("authorization", "Bearer a", "x-key", "theirs"));
        carried.putAll(Map.of("cookie", "hush", "traceparent", "t", "tracestate", "s", "host", "evil"));

        // When
        get(client.send(Requests.query("a", ASK, carried)));

        // Then
        MultiMap headers = server.requests().get(0).headers();
        assertThat(headers.get("authorization")).isEqualTo("Bearer a");
        assertThat(headers.getAll("x-key")).containsExactly("ours");
        assertThat(headers.get("x-fixed")).isEqualTo("f");
        assertThat(headers.get("traceparent")).isEqualTo("t");
        assertThat(headers.get("tracestate")).isEqualTo("s");
        assertThat(headers.contains("cookie")).isFalse();
        assertThat(headers.get("host")).startsWith("localhost");
    }

    @Test
    void shouldSayHowManyEventsLedToAMutation() throws Exception {
        // Given
        run("retries: 0");

        // When
        get(client.send(new SubgraphRequest("a", Buffer.buffer(ASK), true, Map.of(), 0, 3, "key")));
        get(client.send(new SubgraphRequest("a", Buffer.buffer(ASK), true, Map.of())));

        // Then
        assertThat(server.requests().get(0).headers().get("weir-depth")).isEqualTo("3");
        assertThat(server.requests().get(1).headers().contains("weir-depth")).isFalse();
    }

    private void run(String settings) {
        start(new HttpServerOptions(), settings);
    }

    private void tls(String settings) {
        TestCertificate certificate = TestCertificate.in(folder);
        start(
                new HttpServerOptions()
                        .setSsl(true)
                        .setUseAlpn(true)
                        .setKeyCertOptions(new PfxOptions()
                                .setPath(certificate.keyStore().toString())
                                .setPassword(TestCertificate.PASSWORD)),
                settings);
    }

    private void start(HttpServerOptions options, String settings) {
        server = SubgraphServer.serving("type Query { nothing: String }")
                .options(options)
                .start();
        servers.add(server);
        client = client(Map.of("a", server.url()), settings);
    }

    private HttpSubgraphClient client(Map<String, String> urls, String settings) {
        SubgraphsConfig config = CallSettings.of(folder, settings);
        return HttpSubgraphClient.of(vertx, urls, config, metrics);
    }

    private String query() throws Exception {
        return get(client.send(Requests.query("a", ASK)));
    }

    private void on(Context caller, SubgraphRequest request) throws Exception {
        CompletableFuture<Buffer> reply = new CompletableFuture<>();
        caller.runOnContext(turn -> client.send(request).onComplete(reply::complete, reply::completeExceptionally));
        reply.get(20, TimeUnit.SECONDS);
    }

    private SubgraphException failure(SubgraphRequest request) {
        try {
            String reply = get(client.send(request));
            throw new AssertionError("should fail, but answers " + reply);
        } catch (ExecutionException failed) {
            return (SubgraphException) failed.getCause();
        } catch (Exception other) {
            throw new AssertionError(other);
        }
    }

    private static String get(Future<Buffer> reply) throws Exception {
        return reply.toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS)
                .toString();
    }
}
