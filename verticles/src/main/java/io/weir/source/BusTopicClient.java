package io.weir.source;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.weir.bus.BusAddress;
import io.weir.bus.BusFailure;
import io.weir.bus.EventAttributes;
import io.weir.bus.EventReply;
import io.weir.bus.PublishEvent;
import io.weir.bus.PublishOutcome;
import io.weir.bus.RequestEvent;
import io.weir.error.ErrorCode;
import io.weir.json.MalformedJsonException;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import java.util.Set;

/**
 * Topics over the event bus: those of a provider of kind {@code bus} are addresses that any verticle may use, those of
 * others are asked of the provider's bridge.
 */
public final class BusTopicClient implements TopicClient {

    private static final long BRIDGE_MARGIN_MILLIS = 1000;

    private final EventBus bus;
    private final Set<String> busProviders;
    private final Duration publishTimeout;
    private final Metrics metrics;

    /**
     * Uses the bus of {@code vertx}.
     *
     * @param busProviders the names of the providers of kind {@code bus}
     * @param publishTimeout how long a bridge may take to confirm an event
     */
    public BusTopicClient(Vertx vertx, Set<String> busProviders, Duration publishTimeout, Metrics metrics) {
        this.bus = vertx.eventBus();
        this.busProviders = Set.copyOf(busProviders);
        this.publishTimeout = publishTimeout;
        this.metrics = metrics;
    }

    @Override
    public Future<PublishOutcome> publish(String provider, String topic, EventAttributes attributes, Buffer payload) {
        Future<PublishOutcome> outcome = busProviders.contains(provider)
                ? Future.succeededFuture(publishOnBus(topic, attributes, payload))
                : publishToBridge(provider, topic, attributes, payload);
        return outcome.onSuccess(
                result -> (result.accepted() ? metrics.eventsPublished() : metrics.eventsRefused()).increment());
    }

    @Override
    public Future<Buffer> request(String provider, String topic, String pattern, Buffer payload, Duration timeout) {
        return busProviders.contains(provider)
                ? requestOnBus(topic, pattern, payload, timeout)
                : requestOfBridge(provider, topic, payload, timeout);
    }

    private PublishOutcome publishOnBus(String topic, EventAttributes attributes, Buffer payload) {
        try {
            bus.publish(topic, PublicBody.encode(payload), PublicBody.headers(new DeliveryOptions(), attributes));
            return new PublishOutcome(true, "");
        } catch (MalformedJsonException e) { // it nests too deep, say
            return new PublishOutcome(false, String.valueOf(e.getMessage()));
        }
    }

    private Future<PublishOutcome> publishToBridge(
            String provider, String topic, EventAttributes attributes, Buffer payload) {
        return bus.<PublishOutcome>request(
                        BusAddress.provider(provider),
                        new PublishEvent(provider, topic, attributes, payload),
                        sendTimeout(publishTimeout))
                .map(Message::body)
                .otherwise(failure -> new PublishOutcome(
                        false, "the provider \"%s\" did not confirm the event; try again".formatted(provider)));
    }

    private Future<Buffer> requestOnBus(String topic, String pattern, Buffer payload, Duration timeout) {
        Object body = PublicBody.encode(payload);
        DeliveryOptions options = new DeliveryOptions().setSendTimeout(timeout.toMillis());
        return bus.<Object>request(topic, body, options)
                .recover(failure -> noHandlers(failure)
                        ? bus.<Object>request(pattern, body, options.addHeader("topic", topic))
                        : Future.failedFuture(failure))
                .map(reply -> PublicBody.bytes(reply.body()))
                .recover(failure -> Future.failedFuture(onBus(topic, failure)));
    }

    private Future<Buffer> requestOfBridge(String provider, String topic, Buffer payload, Duration timeout) {
        return bus.<EventReply>request(
                        BusAddress.provider(provider),
                        new RequestEvent(provider, topic, payload, timeout.toMillis()),
                        sendTimeout(timeout))
                .map(reply -> reply.body().payload())
                .recover(failure -> Future.failedFuture(ofBridge(provider, topic, failure)));
    }

    /** The bridge keeps the time; the margin lets its own answer, which says why, arrive first. */
    private static DeliveryOptions sendTimeout(Duration timeout) {
        return new DeliveryOptions().setSendTimeout(timeout.toMillis() + BRIDGE_MARGIN_MILLIS);
    }

    private static boolean noHandlers(Throwable failure) {
        return failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS;
    }

    private static SourceException onBus(String topic, Throwable failure) {
        if (noHandlers(failure)) {
            return timeout("no one answers on the topic \"%s\"".formatted(topic));
        }
        if (failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE) {
            return new SourceException(ErrorCode.EVENT_REQUEST_FAILED, "the responder refused the request");
        }
        return timeout("no reply in time on the topic \"%s\"".formatted(topic));
    }

    private static SourceException ofBridge(String provider, String topic, Throwable failure) {
        if (failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE) {
            return switch (BusFailure.ofCode(reply.failureCode())) {
                case PROVIDER_UNAVAILABLE ->
                    new SourceException(
                            ErrorCode.PROVIDER_UNAVAILABLE,
                            "the provider \"%s\" is not connected; try again".formatted(provider));
                case NO_RESPONDER -> timeout("no one answers on the topic \"%s\"".formatted(topic));
                case TIMEOUT -> timeout("no reply in time on the topic \"%s\"".formatted(topic));
                case REFUSED, BUSY ->
                    new SourceException(ErrorCode.EVENT_REQUEST_FAILED, "the provider refused the request");
            };
        }
        return noHandlers(failure)
                ? new SourceException(
                        ErrorCode.PROVIDER_UNAVAILABLE, "the provider \"%s\" has no bridge running".formatted(provider))
                : timeout("no reply in time on the topic \"%s\"".formatted(topic));
    }

    private static SourceException timeout(String message) {
        return new SourceException(ErrorCode.EVENT_REQUEST_TIMEOUT, message);
    }
}
