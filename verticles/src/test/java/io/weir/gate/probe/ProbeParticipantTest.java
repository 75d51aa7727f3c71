package io.weir.gate.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.weir.bus.SystemTarget;
import io.weir.config.SystemConfig;
import io.weir.flow.VertxTiming;
import io.weir.gate.participant.UnreachableException;
import io.weir.gate.participant.Wait;
import io.weir.gate.participant.Write;
import io.weir.json.Json;
import io.weir.template.Template;
import io.weir.template.Template.Scope;
import io.weir.testing.FreePorts;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Systems behind real sockets. */
class ProbeParticipantTest {

    private static final Map<String, Object> ARGUMENTS = Map.of("id", "a b", "in", Map.of("shop", 3));

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() throws Exception {
        get(vertx.close());
    }

    @Test
    void shouldWaitForTheVersionOfTheAnswer() throws Exception {
        // Given
        AtomicInteger version = new AtomicInteger(5);
        int port = serve(request -> request.response()
                .setStatusCode(version.get() < 6 ? 404 : 200)
                .end("{\"v\": \"" + version.getAndIncrement() + "\"}"));
        ProbeParticipant system = system(
                "http://127.0.0.1:" + port + "/{{ args.in.shop }}/{{ args.id }}?n={{ response.n }}",
                "{{ response.v }}",
                null);

        // When
        SystemTarget target = find(system, "{\"v\": 8, \"n\": \"x&y\"}");
        Wait wait = watch(system, target);

        // Then
        assertThat(target).isEqualTo(new SystemTarget.Answered("shop", List.of("3", "a b", "x&y", "8")));
        await().until(wait::state, Wait.State.REACHED::equals);
        assertThat(version).hasValue(9);
        assertThat(asked).containsOnly("GET /3/a%20b?n=x%26y Weir/1").hasSize(4);
    }

    @Test
    void shouldWaitForTheTagOfTheAnswer() throws Exception {
        // Given
        AtomicInteger count = new AtomicInteger();
        int port = serve(request -> request.response()
                .putHeader("ETag", "W/\"t" + count.incrementAndGet() + "\"")
                .end("no JSON"));
        ProbeParticipant system = system("http://localhost:" + port, null, "{{ response.tag }}");

        // When
        Wait wait = watch(system, find(system, "{\"tag\": \"t3\"}"));

        // Then
        await().until(wait::state, Wait.State.REACHED::equals);
        assertThat(count).hasValue(3);
    }

    @Test
    void shouldKeepToTheLimitOfQuestionsAtOnce() throws Exception {
        // Given
        List<HttpServerRequest> held = new CopyOnWriteArrayList<>();
        int port = serve(held::add);
        ProbeParticipant system = system("http://127.0.0.1:" + port + "/{{ response.n }}", null, null);

        // When
        List<Wait> waits = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 5; i++) {
            waits.add(watch(system, find(system, "{\"n\": " + i + "}")));
        }

        // Then
        for (int answered = 0; answered < 5; answered++) {
            int now = answered;
            await().until(() -> held.size() > now);
            assertThat(held.size()).isLessThanOrEqualTo(now + 2);
            held.get(now).response().end();
        }
        await().until(() -> waits.stream().allMatch(wait -> wait.state() == Wait.State.REACHED));
    }

    @Test
    void shouldSayThatNobodyAnswers() throws Exception {
        // Given
        ProbeParticipant away = system("http://127.0.0.1:" + FreePorts.next(), null, null);
        ProbeParticipant mute = system("http://127.0.0.1:" + serve(request -> {}), null, null);
        ProbeParticipant elsewhere = system("http://cloud.test", null, null);
        ProbeParticipant large = system(
                "http://127.0.0.1:" + serve(request -> request.response().end("x".repeat((1 << 20) + 1))), null, null);
        ProbeParticipant sender = system(
                "http://127.0.0.1:"
                        + serve(request -> request.response()
                                .setStatusCode(302)
                                .putHeader(
                                        "Location",
                                        "http://127.0.0.1:"
                                                + request.localAddress().port() + "/ok")
                                .end()),
                null,
                null);

        for (ProbeParticipant system : List.of(away, mute, elsewhere, large, sender)) {
            // When
            Wait wait = watch(system, find(system, "{}"));

            // Then
            await().until(wait::state, Wait.State.SILENT::equals);
            onLoop(wait::end);
        }
        assertThat(asked).noneMatch(request -> request.contains("/ok"));
    }

    @Test
    void shouldGoOnWhenTheSystemComesBack() throws Exception {
        // Given
        AtomicInteger status = new AtomicInteger(500);
        int port =
                serve(request -> request.response().setStatusCode(status.get()).end());
        ProbeParticipant system = system("http://127.0.0.1:" + port, null, null);
        Wait wait = watch(system, find(system, "{}"));
        await().until(wait::state, Wait.State.SILENT::equals);

        // When
        status.set(200);

        // Then
        await().until(wait::state, Wait.State.REACHED::equals);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                    | the write has no {{ response.n }}",
                "[1]                   | the write has no {{ response.n }}",
                "{\"n\": \"..\", \"v\": 1} | the answer's field \"n\" is part of a path and must not make a segment that is empty, \".\" or \"..\"",
                "{\"n\": 1}            | the write has no {{ response.v }}",
                "{\"n\": 1, \"v\": \"x\"} | \"{{ response.v }}\" makes no whole number"
            })
    void shouldFindNoTargetOfAWriteWithoutTheValues(String result, String why) throws Exception {
        // Given
        ProbeParticipant system = system("http://127.0.0.1:1/{{ response.n }}", "{{ response.v }}", null);

        // When
        Throwable refused = failure(() -> system.find(write(result)));

        // Then
        assertThat(refused).isInstanceOf(UnreachableException.class).hasMessage(why);
    }

    @Test
    void shouldNeverReachATargetOfAnotherConfiguration() throws Exception {
        // Given
        ProbeParticipant system = system("http://127.0.0.1:1/{{ response.n }}", null, null);

        // Then
        assertThat(watch(system, new SystemTarget.Answered("shop", List.of())).state())
                .isEqualTo(Wait.State.NEVER);
        assertThat(watch(system, new SystemTarget.Handled("shop", 1, 1)).state())
                .isEqualTo(Wait.State.NEVER);
        assertThat(watch(system, new SystemTarget.Answered("shop", List.of("..")))
                        .state())
                .isEqualTo(Wait.State.NEVER);
    }

    private int serve(Consumer<HttpServerRequest> handler) throws Exception {
        return get(vertx.createHttpServer()
                        .requestHandler(request -> {
                            asked.add("%s %s %s"
                                    .formatted(request.method(), request.uri(), request.getHeader("User-Agent")));
                            handler.accept(request);
                        })
                        .listen(0, "127.0.0.1"))
                .actualPort();
    }

    private ProbeParticipant system(String url, @Nullable String least, @Nullable String etag) {
        SystemConfig.Probe config = new SystemConfig.Probe(
                Optional.empty(),
                template(url.contains("{{") ? url : url + "/{{ args.id }}"),
                Optional.empty(),
                Optional.ofNullable(least).map(version -> "/v"),
                Optional.ofNullable(least).map(ProbeParticipantTest::template),
                Optional.ofNullable(etag).map(ProbeParticipantTest::template),
                Duration.ofMillis(2),
                Duration.ofMillis(500),
                2);
        return new ProbeParticipant(vertx, new VertxTiming(vertx, Clock.systemUTC()), "shop", config, "1", name ->
                new InetAddress[] {InetAddress.getByName(name.equals("localhost") ? "127.0.0.1" : "169.254.169.254")});
    }

    private static Template template(String text) {
        return Template.parse(text, Set.of(Scope.ARGS, Scope.RESPONSE));
    }

    private static Write write(String result) {
        return new Write("id", null, ARGUMENTS, Json.parse(result));
    }

    private SystemTarget find(ProbeParticipant system, String result) throws Exception {
        Promise<SystemTarget> found = Promise.promise();
        loop.runOnContext(here -> system.find(write(result)).onComplete(found));
        return get(found.future());
    }

    private Wait watch(ProbeParticipant system, SystemTarget target) throws Exception {
        Wait wait = new Wait(() -> {});
        onLoop(() -> system.watch(target, wait));
        return wait;
    }

    private void onLoop(Runnable task) throws Exception {
        Promise<Void> done = Promise.promise();
        loop.runOnContext(here -> {
            task.run();
            done.complete();
        });
        get(done.future());
    }

    private interface Attempt {
        Future<?> begin();
    }

    private static Throwable failure(Attempt attempt) throws Exception {
        try {
            get(attempt.begin());
        } catch (ExecutionException e) {
            return e.getCause();
        }
        throw new AssertionError("it did not fail");
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
