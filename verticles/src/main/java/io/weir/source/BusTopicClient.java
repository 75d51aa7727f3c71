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
import io.weir.bus.TopicEvent;
import io.weir.cluster.Peers;
import io.weir.error.ErrorCode;
import io.weir.json.MalformedJsonException;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Topics over the event bus: those of a provider of kind {@code bus} are addresses that any verticle may use, those of
 * others are asked of the provider's bridge.
 *
 * <p>What is published here on a logged topic of kind {@code bus} is stored first, and not published when it cannot be:
 * who is told that it was accepted can rely on it. A broker's own durable queue brings its events to the log.
 */
public final class BusTopicClient implements TopicClient {

    private static final long BRIDGE_MARGIN_MILLIS = 1000;

    private static final PublishOutcome ACCEPTED = new PublishOutcome(true, "");

    private final EventBus bus;
    private final Peers peers;
    private final Set<String> busProviders;
    private final BiPredicate<String, String> logged;
    private final LogClient log;
    private final Duration publishTimeout;
    private final Metrics metrics;

    /**
     * Uses the bus of {@code vertx}.
     *
     * @param peers whose bridges are asked
     * @param busProviders the names of the providers of kind {@code bus}
     * @param logged whether a provider's topic is logged, asked for each event
     * @param publishTimeout how long a bridge may take to confirm an event, or the log to store it
     */
    public BusTopicClient(
            Vertx vertx,
            Peers peers,
            Set<String> busProviders,
            BiPredicate<String, String> logged,
            Duration publishTimeout,
            Metrics metrics) {
        this.bus = vertx.eventBus();
        this.peers = peers;
        this.busProviders = Set.copyOf(busProviders);
        this.logged = logged;
        this.log = new LogClient(vertx, peers, publishTimeout);
        this.publishTimeout = publishTimeout;
        this.metrics = metrics;
    }

    @Override
    public Future<PublishOutcome> publish(String provider, String topic, EventAttributes attributes, Buffer payload) {
        Future<PublishOutcome> outcome = busProviders.contains(provider)
                ? publishOnBus(new TopicEvent(provider, topic, attributes, payload))
                : publishToBridge(provider, topic, attributes, payload);
        return outcome.onSuccess(
                result -> (result.accepted() ? metrics.eventsPublished() : metrics.eventsRefused()).increment());
    }

    @Override
    public Future<EventReply> request(
            String provider,
            String topic,
            String pattern,
            Map<String, String> headers,
            Buffer payload,
            Duration timeout) {
        return busProviders.contains(provider)
                ? requestOnBus(topic, pattern, headers, payload, timeout)
                : requestOfBridge(provider, new RequestEvent(provider, topic, headers, payload, timeout.toMillis()));
    }

    private Future<PublishOutcome> publishOnBus(TopicEvent event) {
        if (ReservedTopics.ofModels(event.provider(), event.topic())) {
            return Future.succeededFuture(new PublishOutcome(false, "events of models come of writes alone"));
        }
        Object body;
        try {
            body = PublicBody.encode(event.payload());
        } catch (MalformedJsonException e) { // it nests too deep, say
            return Future.succeededFuture(new PublishOutcome(false, String.valueOf(e.getMessage())));
        }
        DeliveryOptions options = PublicBody.headers(new DeliveryOptions(), event.attributes());
        if (!logged.test(event.provider(), event.topic())) {
            bus.publish(event.topic(), body, options);
            return Future.succeededFuture(ACCEPTED);
        }
        return log.append(event).onSuccess(outcome -> {
            if (outcome.accepted()) {
                bus.publish(event.topic(), body, options.addHeader(PublicBody.LOGGED, "true"));
            }
        });
    }

    private Future<PublishOutcome> publishToBridge(
            String provider, String topic, EventAttributes attributes, Buffer payload) {
        return bus.<PublishOutcome>request(
                        bridge(provider, topic),
                        new PublishEvent(provider, topic, attributes, payload),
                        sendTimeout(publishTimeout))
                .map(Message::body)
                .otherwise(failure -> new PublishOutcome(
                        false, "the provider \"%s\" did not confirm the event; try again".formatted(provider)));
    }

    private Future<EventReply> requestOnBus(
            String topic, String pattern, Map<String, String> headers, Buffer payload, Duration timeout) {
        Object body = PublicBody.encode(payload);
        DeliveryOptions options = new DeliveryOptions().setSendTimeout(timeout.toMillis());
        headers.forEach(options::addHeader);
        return bus.<Object>request(topic, body, options)
                .recover(failure -> noHandlers(failure)
                        ? bus.<Object>request(pattern, body, options.addHeader("topic", topic))
                        : Future.failedFuture(failure))
                .map(reply -> new EventReply(PublicBody.bytes(reply.body()), 0))
                .recover(failure -> Future.failedFuture(onBus(topic, failure)));
    }

    private Future<EventReply> requestOfBridge(String provider, RequestEvent request) {
        Duration timeout = Duration.ofMillis(request.timeoutMillis());
        return bus.<EventReply>request(bridge(provider, request.topic()), request, sendTimeout(timeout))
                .map(Message::body)
                .recover(failure -> Future.failedFuture(ofBridge(provider, request.topic(), failure)));
    }

    /** An address where nobody listens, when no node has bridges. */
    private String bridge(String provider, String topic) {
        String node = peers.members().nearestBridge(provider, topic).orElse("");
        return BusAddress.provider(node, provider);
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
            return noResponder(topic);
        }
        if (failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE) {
            return new SourceException(ErrorCode.EVENT_REQUEST_FAILED, "the responder refused the request", true);
        }
        return noReply(topic);
    }

    private static SourceException ofBridge(String provider, String topic, Throwable failure) {
        if (failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE) {
            return switch (BusFailure.ofCode(reply.failureCode())) {
                case PROVIDER_UNAVAILABLE -> unavailable(provider, false);
                case PROVIDER_LOST -> unavailable(provider, true);
                case NO_RESPONDER -> noResponder(topic);
                case TIMEOUT -> noReply(topic);
                case INCOMPATIBLE ->
                    new SourceException(
                            ErrorCode.NODES_INCOMPATIBLE,
                            "the provider's bridge is of another version; try again when all nodes are of one",
                            false);
                case REFUSED, BUSY, STORE_UNAVAILABLE, QUEUE_LOST ->
                    new SourceException(ErrorCode.EVENT_REQUEST_FAILED, "the provider refused the request", false);
            };
        }
        return noHandlers(failure)
                ? new SourceException(
                        ErrorCode.PROVIDER_UNAVAILABLE,
                        "the provider \"%s\" has no bridge running".formatted(provider),
                        false)
                : noReply(topic);
    }

    private static SourceException unavailable(String provider, boolean sent) {
        return new SourceException(
                ErrorCode.PROVIDER_UNAVAILABLE,
                "the provider \"%s\" is not connected; try again".formatted(provider),
                sent);
    }

    private static SourceException noResponder(String topic) {
        return new SourceException(
                ErrorCode.EVENT_REQUEST_TIMEOUT, "no one answers on the topic \"%s\"".formatted(topic), false);
    }

    private static SourceException noReply(String topic) {
        return new SourceException(
                ErrorCode.EVENT_REQUEST_TIMEOUT, "no reply in time on the topic \"%s\"".formatted(topic), true);
    }
}
