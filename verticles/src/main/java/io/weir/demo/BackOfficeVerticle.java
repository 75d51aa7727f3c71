package io.weir.demo;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;

/** The services that the web shop's deliveries call, as other teams would run them; they know nothing of Weir. */
final class BackOfficeVerticle extends VerticleBase {

    private static final int PAYMENT_REQUIRED = 402;
    private static final int UNAVAILABLE = 503;
    private static final int MAX_BODY = 1 << 20;

    private final URI url;
    private final BackOffice office;

    /** Listens where {@code url} says. */
    BackOfficeVerticle(URI url, BackOffice office) {
        this.url = url;
        this.office = office;
    }

    @Override
    public Future<?> start() {
        Router router = Router.router(vertx);
        router.route().handler(BodyHandler.create(false).setBodyLimit(MAX_BODY));
        for (BackOffice.Service service : BackOffice.Service.values()) {
            router.post(service.path()).handler(context -> answer(context, service));
        }
        return vertx.createHttpServer().requestHandler(router).listen(url.getPort(), url.getHost());
    }

    private void answer(RoutingContext context, BackOffice.Service service) {
        String luck = luck(context.body().asJsonObject());
        if (service == BackOffice.Service.CHARGES && luck.equals("BROKE")) {
            context.response().setStatusCode(PAYMENT_REQUIRED);
            context.json(new JsonObject().put("title", "the card was declined"));
            return;
        }
        String key = String.valueOf(context.request().getHeader("Idempotency-Key"));
        office.ask(service, key, luck)
                .ifPresentOrElse(
                        context::json,
                        () -> context.response().setStatusCode(UNAVAILABLE).end());
    }

    /** Of the order that the webhook tells of. */
    private static String luck(JsonObject webhook) {
        JsonObject data = webhook == null ? new JsonObject() : webhook.getJsonObject("data", new JsonObject());
        JsonObject order = data.getJsonObject("order", new JsonObject());
        return order.getJsonObject("after", new JsonObject()).getString("luck", "GOOD");
    }
}
