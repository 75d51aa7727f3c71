package io.weir.demo;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the read model of orders, two seconds behind the shop, and reports each order to Weir once it is shown. A report
 * that was not taken is sent again, as any system that reports should do.
 */
final class ReadModelVerticle extends VerticleBase {

    private static final long LAG_MILLIS = 2_000;
    private static final long AGAIN_MILLIS = 1_000;
    private static final int UNAVAILABLE = 503;

    private final OrderCopy readModel;
    private final int port;
    private HttpClient client;

    /**
     * Follows the shop.
     *
     * @param port where Weir listens on this machine
     */
    @SuppressWarnings("NullAway.Init") // the client, by start()
    ReadModelVerticle(OrderCopy readModel, int port) {
        this.readModel = readModel;
        this.port = port;
    }

    @Override
    public Future<?> start() {
        client = vertx.createHttpClient();
        return vertx.eventBus()
                .<JsonObject>consumer(
                        ShopVerticle.ORDERED, order -> vertx.setTimer(LAG_MILLIS, timer -> apply(order.body())))
                .completion();
    }

    private void apply(JsonObject order) {
        readModel.apply(order);
        report(new JsonObject()
                .put("system", "readModel")
                .put("key", "Order:" + order.getString("id"))
                .put("version", order.getInteger("version")));
    }

    private void report(JsonObject applied) {
        client.request(HttpMethod.POST, port, "localhost", "/consistency/acks")
                .compose(request ->
                        request.putHeader("content-type", "application/json").send(applied.toBuffer()))
                .onComplete(answer -> {
                    if (answer.failed() || answer.result().statusCode() == UNAVAILABLE) {
                        vertx.timer(AGAIN_MILLIS, TimeUnit.MILLISECONDS).onSuccess(woken -> report(applied));
                    }
                });
    }
}
