package io.weir.webshop;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Takes every webhook, a little later than at once, and remembers it. Thread-safe. */
final class Hearer implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final List<Heard> heard = new CopyOnWriteArrayList<>();

    /** One call. */
    record Heard(MultiMap headers, JsonObject body) {

        JsonObject data() {
            return body.getJsonObject("data");
        }
    }

    /** Answers each call after so long. */
    Hearer(long millis) throws Exception {
        this.server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    heard.add(new Heard(request.headers(), body.toJsonObject()));
                    vertx.setTimer(
                            Math.max(1, millis),
                            timer -> request.response().setStatusCode(204).end());
                }))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    String origin() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** What came so far, in the order in which it came. */
    List<Heard> heard() {
        return List.copyOf(heard);
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
