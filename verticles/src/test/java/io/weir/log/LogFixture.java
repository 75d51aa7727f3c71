package io.weir.log;

import static io.weir.store.StoreFixture.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.weir.bus.AppendEvents;
import io.weir.bus.BusAddress;
import io.weir.bus.BusCodecs;
import io.weir.bus.BusMessage;
import io.weir.bus.Checkpoint;
import io.weir.bus.EventAttributes;
import io.weir.bus.EventCursor;
import io.weir.bus.EventsAppended;
import io.weir.bus.FindPosition;
import io.weir.bus.GraphReplaced;
import io.weir.bus.LogAdvanced;
import io.weir.bus.LogGap;
import io.weir.bus.LogPage;
import io.weir.bus.LogPosition;
import io.weir.bus.LoggedEvent;
import io.weir.bus.ReadLog;
import io.weir.bus.TopicEvent;
import io.weir.bus.TopicLost;
import io.weir.cluster.Alone;
import io.weir.config.LogConfig;
import io.weir.config.PoolConfig;
import io.weir.graph.log.LoggedTopic;
import io.weir.graph.log.LoggedTopics;
import io.weir.graph.log.TopicPattern;
import io.weir.log.ledger.LogLedger;
import io.weir.log.ledger.PgLog;
import io.weir.store.StoreFixture;
import io.weir.testing.PostgresDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** The log of one node, with one trigger that only listens, over a real store. */
final class LogFixture implements AutoCloseable {

    static final String PROVIDER = "default";
    static final String BROKER = "rabbit";

    /** Topics whose events name no id, and some whose field {@code n} is one. */
    static final LoggedTopics TOPICS = topics(topic(PROVIDER, "a.#"), topic(PROVIDER, "n.*", "n"));

    static final LogConfig CONFIG = new LogConfig(List.of(), Duration.ofDays(1), 1L << 30, Duration.ofMillis(20));

    private static final DeliveryOptions PATIENT = new DeliveryOptions().setSendTimeout(30_000);

    final StoreFixture store;
    final Vertx vertx;
    final LogLedger ledger;
    /** What the trigger was handed. */
    final Queue<LogAdvanced> advances = new ConcurrentLinkedQueue<>();

    /** What it was told to be missing. */
    final Queue<TopicLost> losses = new ConcurrentLinkedQueue<>();

    volatile LoggedTopics topics;

    private final String log;
    private Future<Void> stopped;

    private LogFixture(StoreFixture store, LoggedTopics topics, LogConfig config) {
        this.store = store;
        this.topics = topics;
        vertx = store.vertx();
        ledger = new PgLog(store.store());
        BusCodecs.register(vertx.eventBus());
        vertx.eventBus().<BusMessage>consumer(BusAddress.triggerLog(0), this::onTrigger);
        log = await(vertx.deployVerticle(new LogVerticle(
                Alone.of("n1", 1),
                config,
                ledger,
                () -> this.topics,
                Set.of(PROVIDER),
                Set.of(BROKER),
                List.of(BusAddress.triggerLog(0)),
                store.metrics())));
    }

    /** A node with a log of its own. */
    static LogFixture start() {
        return start(CONFIG);
    }

    static LogFixture start(LogConfig config) {
        return start(config, TOPICS);
    }

    static LogFixture start(LogConfig config, LoggedTopics topics) {
        return new LogFixture(new StoreFixture(), topics, config).ready();
    }

    /** Another node with the same store. */
    LogFixture another() {
        return onto(store.database(), PoolConfig.DEFAULT, topics).ready();
    }

    /** A node on a store that may not be there yet. */
    static LogFixture onto(PostgresDatabase database, PoolConfig limits, LoggedTopics topics) {
        StoreFixture other = new StoreFixture(database, limits);
        await(other.store().start());
        return new LogFixture(other, topics, CONFIG);
    }

    /** Waits until the patterns of the bus are registered, and the trigger knows where events begin. */
    LogFixture ready() {
        List<String> wanted = topics.all().stream()
                .filter(topic -> topic.provider().equals(PROVIDER))
                .map(topic -> topic.pattern().toString())
                .toList();
        org.awaitility.Awaitility.await()
                .until(() -> await(ledger.registered(PROVIDER)).containsAll(wanted) && !advances.isEmpty());
        return this;
    }

    static LoggedTopics topics(LoggedTopic... topics) {
        return new LoggedTopics(List.of(topics));
    }

    static LoggedTopic topic(String provider, String pattern) {
        return new LoggedTopic(provider, TopicPattern.of(pattern), Optional.empty());
    }

    static LoggedTopic topic(String provider, String pattern, String idField) {
        return new LoggedTopic(provider, TopicPattern.of(pattern), Optional.of(idField));
    }

    static TopicEvent event(String topic, String payload) {
        return new TopicEvent(PROVIDER, topic, EventAttributes.NONE, Buffer.buffer(payload));
    }

    static TopicEvent event(String topic, String payload, String id) {
        return new TopicEvent(PROVIDER, topic, new EventAttributes(id, "test", null), Buffer.buffer(payload));
    }

    /** Serves other topics from now on. */
    void replace(LoggedTopics next) {
        topics = next;
        vertx.eventBus().publish(BusAddress.GRAPH_REPLACED, new GraphReplaced(2));
    }

    /** Leaves what happened to a row where a model's write does, in a transaction of its own. */
    void write(String topic, String id, String payload) {
        store.database().update(outbox(topic, id, 0, payload));
    }

    /** The statement that does so. */
    static String outbox(String topic, String id, int depth, String payload) {
        return "insert into weir.model_event (topic, id, depth, payload) values ('%s', '%s', %d, convert_to('%s', 'UTF8'))"
                .formatted(topic, id, depth, payload);
    }

    /** As long as this is not 0, something waits to be moved to the log. */
    long written() {
        return Long.parseLong(store.database().queryOne("select count(*) from weir.model_event"));
    }

    /** All payloads in the log, in its order. */
    List<String> stored() {
        return store.database().query("select convert_from(payload, 'UTF8') from weir.log_event order by position");
    }

    Future<Integer> append(TopicEvent... events) {
        return this.<EventsAppended>ask(new AppendEvents(List.of(events))).map(EventsAppended::duplicates);
    }

    BusMessage find(String topic, EventCursor cursor) {
        return await(this.<BusMessage>ask(new FindPosition(PROVIDER, topic, cursor)));
    }

    LogPosition position(String topic, EventCursor cursor) {
        return (LogPosition) find(topic, cursor);
    }

    LogGap gap(String topic, EventCursor cursor) {
        return (LogGap) find(topic, cursor);
    }

    LogPosition end(String topic) {
        return position(topic, null);
    }

    BusMessage read(String topic, long store, long after, int limit) {
        return await(this.<BusMessage>ask(new ReadLog(PROVIDER, topic, store, after, limit)));
    }

    /** All payloads of a topic behind a position, page by page. */
    List<String> history(String topic, LogPosition from, int limit) {
        List<String> payloads = new ArrayList<>();
        long after = from.position();
        LogPage page;
        do {
            page = (LogPage) read(topic, from.store(), after, limit);
            page.events().forEach(event -> payloads.add(event.payload().toString()));
            after = page.through();
        } while (!page.last());
        return payloads;
    }

    /** The payloads of all that the trigger was handed. */
    List<String> handed() {
        return handedEvents().map(event -> event.payload().toString()).toList();
    }

    Stream<LoggedEvent> handedEvents() {
        return advances.stream().flatMap(advance -> advance.events().stream());
    }

    <T> Future<T> ask(BusMessage message) {
        return vertx.eventBus().<T>request(BusAddress.LOG, message, PATIENT).map(Message::body);
    }

    private void onTrigger(Message<BusMessage> message) {
        if (message.body() instanceof LogAdvanced advanced) {
            advances.add(advanced);
        } else if (message.body() instanceof TopicLost lost) {
            losses.add(lost);
        } else if (message.body() instanceof Checkpoint) {
            message.reply(message.body());
        }
    }

    /** Stops the log, then its store. */
    Future<Void> stop() {
        if (stopped == null) {
            stopped = vertx.undeploy(log).eventually(store.store()::stop);
        }
        return stopped;
    }

    @Override
    public void close() {
        await(stop());
        await(vertx.close());
    }
}
