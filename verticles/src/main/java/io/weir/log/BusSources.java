package io.weir.log;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.weir.bus.BusFailure;
import io.weir.bus.NodePresence;
import io.weir.bus.NodePresence.Phase;
import io.weir.bus.Service;
import io.weir.bus.TopicEvent;
import io.weir.cluster.Members;
import io.weir.cluster.Peers;
import io.weir.graph.log.TopicPattern;
import io.weir.log.ledger.NewEvent;
import io.weir.source.PublicBody;
import io.weir.source.ReservedTopics;
import io.weir.telemetry.LogKey;
import io.weir.telemetry.Metrics;
import java.time.Duration;
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
 *
 * <p>Each pattern is listened to by one node of the cluster, since every listener hears what is published. When that
 * becomes another one, both listen for a moment: nothing is missed, and an event without an id that is published just then
 * may be stored twice. What is published between a node's death and the moment when the others know of it is lost, as
 * whatever is published on a bus while nobody listens.
 */
final class BusSources {

    private static final Logger LOG = LoggerFactory.getLogger(BusSources.class);
    private static final String TOPIC = "topic";

    /** The nodes see each other change within milliseconds. */
    private static final long OVERLAP_MILLIS = Duration.ofSeconds(1).toMillis();

    private final Vertx vertx;
    private final EventBus bus;
    private final Peers peers;
    private final String provider;
    private final Admission admission;
    private final Appender appender;
    private final Metrics metrics;
    private final Runnable onLost;
    private final Map<String, MessageConsumer<Object>> consumers = new HashMap<>();
    /** Those of another node, that this one hears for a moment yet. */
    private final Set<String> leaving = new HashSet<>();

    private List<String> patterns = List.of();
    private boolean losing;

    /**
     * Listens to nothing yet.
     *
     * @param peers whose logs share the patterns
     * @param appender stores what it takes, sooner or later
     * @param onLost run for each event that it did not take
     */
    BusSources(
            Vertx vertx,
            Peers peers,
            String provider,
            Admission admission,
            Appender appender,
            Metrics metrics,
            Runnable onLost) {
        this.vertx = vertx;
        this.bus = vertx.eventBus();
        this.peers = peers;
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
        patterns = logged.stream()
                .filter(pattern -> !ReservedTopics.ofModels(provider, pattern))
                .toList();
        Set<String> gone = new HashSet<>(consumers.keySet());
        patterns.forEach(gone::remove);
        gone.forEach(this::stop);
        return place();
    }

    /** Listens to what is this node's to listen to, as the nodes are now. */
    Future<Void> place() {
        for (String pattern : patterns) {
            if (mine(pattern)) {
                leaving.remove(pattern);
                consumers.computeIfAbsent(pattern, this::consumer);
            } else if (consumers.containsKey(pattern) && leaving.add(pattern)) {
                vertx.setTimer(OVERLAP_MILLIS, over -> leave(pattern));
            }
        }
        return Future.all(consumers.values().stream()
                        .map(MessageConsumer::completion)
                        .toList())
                .mapEmpty();
    }

    /** A node that starts leaves the patterns where they are until the others know that it is ready. */
    private boolean mine(String pattern) {
        Members members = peers.members();
        String key = provider + ' ' + pattern;
        NodePresence own = members.nodes().get(peers.self());
        boolean ready = own != null && own.phase() == Phase.READY;
        Optional<String> home = members.home(Service.LOG, key);
        return home.isEmpty()
                || (home.get().equals(peers.self())
                        && (ready || members.nodes().values().stream().noneMatch(node -> node.serves(Service.LOG))));
    }

    private void leave(String pattern) {
        if (leaving.remove(pattern)) {
            stop(pattern);
        }
    }

    private void stop(String pattern) {
        MessageConsumer<Object> consumer = consumers.remove(pattern);
        leaving.remove(pattern);
        if (consumer != null) {
            consumer.unregister();
        }
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
