package io.weir.demo;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The API that the demo's actions call, as another team would write it; it answers {@code getCustomer.*} and
 * {@code getCart.*} on the bus besides, and tells of each order on {@code shop.ordered}.
 */
final class ShopVerticle extends VerticleBase {

    /** Where it tells of orders. */
    static final String ORDERED = "shop.ordered";

    private static final int NOT_FOUND = 404;
    private static final int UNPROCESSABLE = 422;
    private static final int UNAVAILABLE = 503;
    private static final long SLOW_MILLIS = 3_000;
    private static final int FAILURES_BEFORE_IT_HEALS = 2;
    private static final int MAX_BODY = 1 << 20;

    private final URI url;
    private final Shop shop;

    /** Listens where {@code url} says. */
    ShopVerticle(URI url, Shop shop) {
        this.url = url;
        this.shop = shop;
    }

    @Override
    public Future<?> start() {
        Router router = Router.router(vertx);
        router.route().handler(BodyHandler.create(false).setBodyLimit(MAX_BODY));
        router.post("/users").handler(this::inTheMoodItIsAskedFor).handler(this::createUser);
        router.post("/carts").handler(this::createCarts);
        router.post("/carts/:cartMask/items").handler(this::addToCart);
        router.post("/orders").handler(this::placeOrder);
        return Future.all(
                vertx.createHttpServer().requestHandler(router).listen(url.getPort(), url.getHost()),
                answer("getCustomer.*", "id", shop::user),
                answer("getCart.*", "cartMask", shop::cart));
    }

    private Future<Void> answer(String address, String argument, Function<String, Optional<JsonObject>> find) {
        return vertx.eventBus()
                .<Object>consumer(address, request -> answer(request, argument, find))
                .completion();
    }

    private static void answer(Message<Object> request, String argument, Function<String, Optional<JsonObject>> find) {
        Optional<JsonObject> found = request.body() instanceof JsonObject arguments
                ? find.apply(String.valueOf(arguments.getValue(argument)))
                : Optional.empty();
        found.ifPresentOrElse(request::reply, () -> request.fail(NOT_FOUND, "there is none"));
    }

    private void inTheMoodItIsAskedFor(RoutingContext context) {
        switch (Mood.of(context.request().getHeader("X-Mood"))) {
            case FINE -> context.next();
            case SLOW -> vertx.timer(SLOW_MILLIS, TimeUnit.MILLISECONDS).onSuccess(woken -> context.next());
            case HEALS -> {
                if (shop.calls(key(context)) > FAILURES_BEFORE_IT_HEALS) {
                    context.next();
                } else {
                    problem(context, UNAVAILABLE, "the shop is closed for a moment");
                }
            }
            case DOWN -> problem(context, UNAVAILABLE, "the shop is closed");
            case REFUSES -> problem(context, UNPROCESSABLE, "the shop does not like this name");
        }
    }

    private void createUser(RoutingContext context) {
        Object name = body(context).getValue("name");
        if (name instanceof String text && !text.isBlank()) {
            context.response().setStatusCode(201);
            context.json(shop.createUser(key(context), text));
        } else {
            problem(context, UNPROCESSABLE, "a user needs a name");
        }
    }

    /** A batch: each command with an outcome of its own. */
    private void createCarts(RoutingContext context) {
        JsonArray outcomes = new JsonArray();
        for (Object each : body(context).getJsonArray("commands", new JsonArray())) {
            JsonObject command = (JsonObject) each;
            String identifier = command.getString("identifier");
            String cartMask = command.getJsonObject("args").getString("cartMask");
            JsonObject result = shop.createCart(identifier, cartMask);
            JsonObject outcome = new JsonObject().put("identifier", identifier);
            outcomes.add(result.containsKey("failures") ? outcome.mergeIn(result) : outcome.put("result", result));
        }
        context.json(new JsonObject().put("outcomes", outcomes));
    }

    private void addToCart(RoutingContext context) {
        JsonObject item = body(context);
        context.json(shop.addToCart(
                key(context), context.pathParam("cartMask"), item.getString("sku"), item.getInteger("qty", 1)));
    }

    private void placeOrder(RoutingContext context) {
        JsonObject wanted = body(context);
        JsonObject order = shop.placeOrder(key(context), wanted.getString("sku"), wanted.getInteger("qty", 1));
        vertx.eventBus().publish(ORDERED, order);
        context.json(order);
    }

    private static JsonObject body(RoutingContext context) {
        JsonObject body = context.body().asJsonObject();
        return body == null ? new JsonObject() : body;
    }

    private static String key(RoutingContext context) {
        return String.valueOf(context.request().getHeader("Idempotency-Key"));
    }

    private static void problem(RoutingContext context, int status, String detail) {
        context.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/problem+json")
                .end(new JsonObject()
                        .put("title", "not done")
                        .put("status", status)
                        .put("detail", detail)
                        .encode());
    }
}
