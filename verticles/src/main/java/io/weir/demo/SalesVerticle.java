package io.weir.demo;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** Publishes each sale on {@code shop.sold} and every third one's parcel on {@code shop.shipped}. Knows of no log. */
final class SalesVerticle extends VerticleBase {

    private static final int SALES_TO_A_PARCEL = 3;

    private final Sales sales;
    private final Duration period;

    /**
     * Sells.
     *
     * @param period from one sale to the next
     */
    SalesVerticle(Sales sales, Duration period) {
        this.sales = sales;
        this.period = period;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(period.toMillis(), timer -> sell());
        return Future.succeededFuture();
    }

    private void sell() {
        JsonObject sale = sales.next();
        vertx.eventBus().publish("shop.sold", sale);
        int number = sale.getInteger("number");
        if (number % SALES_TO_A_PARCEL == 0) {
            vertx.eventBus()
                    .publish(
                            "shop.shipped",
                            new JsonObject().put("number", number).put("carrier", "bicycle"));
        }
    }
}
