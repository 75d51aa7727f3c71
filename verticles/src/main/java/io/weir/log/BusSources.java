package io.weir.log;

import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.weir.bus.BusFailure;
import io.weir.bus.TopicEvent;
import io.weir.graph.log.TopicPattern;
import io.weir.log.ledger.NewEvent;
import io.weir.source.PublicBody;
import io.weir.source.ReservedTopics;
import io.weir.telemetry.LogKey;
import io.weir.telemetry.Metrics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logged topics of one provider of kind {@code bus}: addresses that any verticle may publish to. An address that is a
 * pattern takes the topics of the pattern, each named by the header {@code topic}. The bus holds nothing back, so events
 * wait here while the store is away, as many as there is room for. Belongs to one event loop.
 */
final class BusSources {

    private static final Logger LOG = LoggerFactory.getLogger(BusSources.class);
    private static final String TOPIC = "topic";

    private final EventBus bus;
    private final String provider;
    private final Admission admission;
    private final Appender appender;
    private final Metrics metrics;
    private final Runnable onLost;
    private final Map<String, MessageConsumer<Object>> consumers = new HashMap<>();
    private boolean losing;

    /**
     * Listens to nothing yet.
     *
     * @param appender stores what it takes, sooner or later
     * @param onLost run for each event that it did not take
     */
    BusSources(
            EventBus bus, String provider, Admission admission, Appender appender, Metrics metrics, Runnable onLost) {
        this.bus = bus;
        this.provider = provider;
        this.admission = admission;
        this.appender = appender;
        this.metrics = metrics;
        this.onLost = onLost;
    }

    /**
     * Listens to these patterns and to no others; done when it hears all that is published from now on. Not to topics of
     * models: their events come of writes, and whatever else is published there is none.
     */
    Future<Void> listen(List<String> logged) {
        List<String> patterns = logged.stream()
                .filter(pattern -> !ReservedTopics.ofModels(provider, pattern))
                .toList();
        Set<String> gone = new HashSet<>(consumers.keySet());
        patterns.forEach(gone::remove);
        gone.forEach(pattern -> consumers.remove(pattern).unregister());
        patterns.forEach(pattern -> consumers.computeIfAbsent(pattern, this::consumer));
        return Future.all(consumers.values().stream()
                        .map(MessageConsumer::completion)
                        .toList())
                .mapEmpty();
    }

    private MessageConsumer<Object> consumer(String address) {
        TopicPattern pattern = TopicPattern.of(address);
        return bus.consumer(address, message -> onMessage(pattern, message));
    }

    private void onMessage(TopicPattern pattern, Message<Object> message) {
        if (message.headers().contains(PublicBody.LOGGED)) {
            return;
        }
        Optional<NewEvent> event = topic(pattern, message)
                .flatMap(topic -> admission.admit(new TopicEvent(
                        provider, topic, PublicBody.attributes(message.headers()), PublicBody.bytes(message.body()))));
        if (event.isEmpty()) {
            refuse(message, BusFailure.REFUSED, "no topic of a logged event");
            return;
        }
        appender.append(List.of(event.get())).onComplete((duplicates, failure) -> {
            if (failure == null) {
                losing = false;
                accept(message);
            } else {
                lose(message);
            }
        });
    }

    /** The address, or which of its topics the event is of. */
    private Optional<String> topic(TopicPattern pattern, Message<Object> message) {
        if (pattern.exact()) {
            return Optional.of(message.address());
        }
        return Optional.ofNullable(message.headers().get(TOPIC))
                .filter(pattern::matches)
                .filter(topic -> !ReservedTopics.ofModels(provider, topic));
    }

    private void lose(Message<Object> message) {
        metrics.log().lost().increment();
        onLost.run();
        if (!losing) {
            losing = true;
            LOG.atWarn()
                    .addKeyValue(LogKey.PROVIDER, provider)
                    .log("events of the bus are lost: the store does not take them, and too many wait");
        }
        refuse(message, BusFailure.STORE_UNAVAILABLE, "the event was not stored");
    }

    /** Who sent with a wish for an answer hears that the event is safe. */
    private static void accept(Message<Object> message) {
        if (wantsAnswer(message)) {
            message.reply(null);
        }
    }

    private static void refuse(Message<Object> message, BusFailure failure, String words) {
        if (wantsAnswer(message)) {
            message.fail(failure.code(), words);
        }
    }

    private static boolean wantsAnswer(Message<Object> message) {
        @Nullable String replyTo = message.replyAddress();
        return replyTo != null;
    }
}
