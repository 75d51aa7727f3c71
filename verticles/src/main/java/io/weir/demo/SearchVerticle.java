package io.weir.demo;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;

/**
 * A search index of orders, one and a half seconds behind the shop. It knows nothing of Weir, which asks it over HTTP how
 * far it is; clients' searches come on {@code searchOrders.*}.
 */
final class SearchVerticle extends VerticleBase {

    private static final long LAG_MILLIS = 1_500;
    private static final int NOT_FOUND = 404;

    private final OrderCopy index = new OrderCopy();
    private final URI url;

    /** Listens where {@code url} says. */
    SearchVerticle(URI url) {
        this.url = url;
    }

    @Override
    public Future<?> start() {
        Router router = Router.router(vertx);
        router.get("/orders/:id").handler(this::answer);
        return Future.all(
                vertx.createHttpServer().requestHandler(router).listen(url.getPort(), url.getHost()),
                vertx.eventBus()
                        .<JsonObject>consumer(
                                ShopVerticle.ORDERED,
                                order -> vertx.setTimer(LAG_MILLIS, timer -> index.apply(order.body())))
                        .completion(),
                vertx.eventBus()
                        .<Object>consumer("searchOrders.*", this::search)
                        .completion());
    }

    private void answer(RoutingContext context) {
        index.find(context.pathParam("id")).ifPresentOrElse(context::json, () -> context.fail(NOT_FOUND));
    }

    private void search(Message<Object> question) {
        boolean found = question.body() instanceof JsonObject arguments
                && index.find(String.valueOf(arguments.getValue("orderId"))).isPresent();
        question.reply(new JsonObject().put("hits", found ? 1 : 0));
    }
}
