package io.weir.delivery.target;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.weir.config.ActionsConfig;
import io.weir.flow.VertxTiming;
import io.weir.graph.delivery.DeliveryDefinition;
import io.weir.graph.delivery.DeliveryTarget;
import io.weir.json.Json;
import io.weir.outbound.Destination;
import io.weir.outbound.Dialer;
import io.weir.outbound.Exchange;
import io.weir.outbound.Resolver;
import io.weir.template.RefusedValueException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Posts webhooks as Standard Webhooks say: signed anew on every attempt, the same id and body on all. Thread-safe. */
final class Webhooks {

    /** An answer is no data: a mutation may take a few values from it. */
    private static final int MAX_ANSWER = 1 << 20;

    private final Dialer dialer;
    private final VertxTiming timing;
    private final Clock clock;
    private final Duration connectTimeout;
    private final String userAgent;

    /**
     * Calls others.
     *
     * @param config how long connecting may take, and how many connections there may be
     * @param version of this server, which targets are told
     */
    Webhooks(
            Vertx vertx,
            ActionsConfig config,
            String version,
            HttpClientOptions options,
            Resolver resolver,
            Clock clock) {
        this.connectTimeout = config.defaults().connectTimeout();
        this.dialer = new Dialer(vertx, options, connectTimeout, config.places(), resolver);
        this.timing = new VertxTiming(vertx, clock);
        this.clock = clock;
        this.userAgent = "Weir/" + version;
    }

    /** Makes one attempt, on an event loop; never fails. */
    Future<Verdict> post(Parcel parcel, DeliveryTarget.Webhook target) throws UnfitValueException {
        ParcelValues values = new ParcelValues(parcel);
        Buffer body = target.body()
                .map(template -> Json.write(template.render(values)))
                .orElseGet(() -> Envelope.body(parcel));
        DeliveryDefinition delivery = parcel.delivery();
        Verdict tooLarge = Envelope.tooLarge(parcel, body);
        if (tooLarge != null) {
            return Future.succeededFuture(tooLarge);
        }
        Destination to = new Destination(HttpMethod.POST, target.url().origin(), path(target, values), connectTimeout);
        WebhookAnswers answers = new WebhookAnswers(delivery, clock);
        return new Exchange(dialer, timing, MAX_ANSWER)
                .run(to, headers(parcel, body), body, delivery.config().timeout())
                .transform(came -> Future.succeededFuture(
                        came.succeeded() ? answers.judge(came.result()) : answers.incomplete(came.cause())));
    }

    private static String path(DeliveryTarget.Webhook target, ParcelValues values) throws UnfitValueException {
        try {
            return target.url().render(values, List.of());
        } catch (RefusedValueException e) {
            throw new UnfitValueException(String.valueOf(e.getMessage()));
        }
    }

    private Map<String, String> headers(Parcel parcel, Buffer body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json");
        headers.put("Accept-Encoding", "gzip");
        headers.put("User-Agent", userAgent);
        headers.putAll(Envelope.headers(parcel));
        headers.putAll(Signatures.headers(
                parcel.id(), clock.instant(), body, parcel.delivery().config().secrets()));
        return headers;
    }

    Future<Void> close() {
        return dialer.close();
    }
}
