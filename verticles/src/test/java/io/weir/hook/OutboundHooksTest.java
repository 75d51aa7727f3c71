package io.weir.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.weir.config.ActionsConfig;
import io.weir.config.HookConfig;
import io.weir.config.yaml.Place;
import io.weir.source.HookException;
import io.weir.template.Template;
import io.weir.template.Template.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hooks on real sockets and a real event bus. */
@Timeout(30)
class OutboundHooksTest {

    private static final Buffer QUESTION = Buffer.buffer("{\"field\":\"order\",\"args\":{\"id\":1}}");
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final OutboundHooks hooks = OutboundHooks.of(vertx, ActionsConfig.DEFAULT, "1.2.3");
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void listen() throws Exception {
        server = result(vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1"));
    }

    @AfterEach
    void close() throws Exception {
        result(vertx.close());
    }

    private void answer(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            heard.add(request.method() + " " + request.uri() + " " + request.getHeader("content-type") + " " + body);
            switch (request.path()) {
                case "/ok" -> request.response().end("{}");
                case "/redirect" ->
                    request.response()
                            .setStatusCode(307)
                            .putHeader("location", "/ok")
                            .end();
                case "/fails" -> request.response().setStatusCode(500).end("{}");
                case "/huge" ->
                    request.response()
                            .end(Buffer.buffer(
                                    new byte
                                            [2
                                                    * ActionsConfig.DEFAULT
                                                            .defaults()
                                                            .maxResponse()]));
                case "/breaks" -> request.connection().close();
                default -> {} // silent
            }
        });
    }

    @Test
    void shouldPostTheQuestion() throws Exception {
        // when
        Buffer answer = result(hooks.ask(url("/ok?tenant=a", LONG), QUESTION));

        // then
        assertThat(answer).hasToString("{}");
        assertThat(heard).containsExactly("POST /ok?tenant=a application/json " + QUESTION);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /fails    | answered with HTTP status 500
            /redirect | answered with HTTP status 307
            /huge     | could not be asked: the answer is too large
            /breaks   | could not be asked: the connection broke
            """)
    void shouldSayWhyThereIsNoAnswer(String path, String words) {
        assertThat(failure(hooks.ask(url(path, LONG), QUESTION))).hasMessage(words);
    }

    @Test
    void shouldWaitNoLongerThanItMay() {
        assertThat(failure(hooks.ask(url("/silent", SHORT), QUESTION)))
                .hasMessage("could not be asked: no answer in time");
        assertThat(failure(hooks.ask(bus("silent", SHORT), QUESTION)))
                .hasMessageStartingWith("could not be asked: no one");
    }

    @Test
    void shouldSayThatNobodyIsThere() throws Exception {
        // given
        HookConfig hook = url("/ok", LONG);
        result(server.close());

        // then
        assertThat(failure(hooks.ask(hook, QUESTION))).hasMessage("could not be asked: there is no connection");
    }

    @Test
    void shouldAskVerticlesInPlainJson() throws Exception {
        // given
        vertx.eventBus().<JsonObject>consumer("h", asked -> asked.reply(new JsonObject().put("args", asked.body())));

        // when
        Buffer answer = result(hooks.ask(bus("h", LONG), QUESTION));

        // then
        assertThat(answer).hasToString("{\"args\":" + QUESTION + "}");
    }

    @Test
    void shouldSayWhyAVerticleGaveNoAnswer() {
        // given
        int most = ActionsConfig.DEFAULT.defaults().maxResponse();
        vertx.eventBus().consumer("huge", asked -> asked.reply(Buffer.buffer(new byte[most + 1])));
        vertx.eventBus().consumer("fails", asked -> asked.fail(500, "at 10.0.0.1"));
        vertx.eventBus().consumer("silent", asked -> {});

        // then
        assertThat(failure(hooks.ask(bus("huge", LONG), QUESTION))).hasMessage("gave an answer that is too large");
        assertThat(failure(hooks.ask(bus("fails", LONG), QUESTION))).hasMessage("answered with a failure");
        assertThat(failure(hooks.ask(bus("silent", SHORT), QUESTION)))
                .hasMessage("could not be asked: no answer in time");
    }

    private HookConfig url(String path, Duration timeout) {
        Template url = Template.parse("http://127.0.0.1:" + server.actualPort() + path, Set.of(Scope.ARGS));
        return new HookConfig("order", Optional.of(url), Optional.empty(), timeout, Place.NONE);
    }

    private static HookConfig bus(String address, Duration timeout) {
        return new HookConfig("order", Optional.empty(), Optional.of(address), timeout, Place.NONE);
    }

    private static <T> T result(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(25, TimeUnit.SECONDS);
    }

    private static Throwable failure(Future<?> future) {
        Throwable failed = catchThrowable(() -> result(future));
        assertThat(failed).isInstanceOf(ExecutionException.class).cause().isInstanceOf(HookException.class);
        return failed.getCause();
    }
}
