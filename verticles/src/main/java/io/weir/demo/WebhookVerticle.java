package io.weir.demo;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;

/** Plays webhooks back, one after the other and from the start again, each on all of its topics. */
final class WebhookVerticle extends VerticleBase {

    private final List<Webhook> webhooks;
    private final Duration period;
    private int turn;

    /**
     * Plays {@code webhooks} back.
     *
     * @param webhooks at least one
     * @param period from one to the next
     */
    WebhookVerticle(List<Webhook> webhooks, Duration period) {
        this.webhooks = List.copyOf(webhooks);
        this.period = period;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(
                period.toMillis(),
                timer -> webhooks.get(turn++ % webhooks.size()).publish(vertx.eventBus()));
        return Future.succeededFuture();
    }
}
