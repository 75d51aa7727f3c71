package io.weir.bridge.rabbitmq;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import io.vertx.core.Vertx;
import io.weir.bridge.BrokerFailure;
import io.weir.bridge.BrokerThreads;
import io.weir.bridge.Link;
import io.weir.bridge.MarkedRoutes;
import io.weir.bridge.ProviderWords;
import io.weir.bridge.QueueMarks;
import io.weir.bridge.TopicRoutes;
import io.weir.config.ProviderConfig;
import io.weir.telemetry.Metrics;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Makes links. A link is handed out when it is whole: the exchange is declared, every open topic is bound, the
 * queues are read.
 */
final class LinkOpener implements Link.Opener<LinkOpener.Opened> {

    /**
     * How long the broker may take to declare or bind: it does so for one after another, and for nobody while it removes a
     * queue with thousands of bindings. To give the connection up earlier would only have it remove ours too.
     */
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final Vertx vertx;
    private final Executor eventLoop;
    private final BrokerThreads threads;
    private final BrokerAddress address;
    private final ProviderConfig.Rabbitmq config;
    private final Duration publishTimeout;
    private final ProviderWords words;
    private final Metrics metrics;
    private final String provider;
    private final TopicRoutes routes;
    private final QueueMarks marks;

    /**
     * Makes links to one broker.
     *
     * @param publishTimeout how long the broker may take to confirm an event
     * @param routes where deliveries go
     * @param marks what waits for all of them
     */
    LinkOpener(
            Vertx vertx,
            Executor eventLoop,
            BrokerThreads threads,
            BrokerAddress address,
            ProviderConfig.Rabbitmq config,
            Duration publishTimeout,
            ProviderWords words,
            Metrics metrics,
            String provider,
            TopicRoutes routes,
            QueueMarks marks) {
        this.vertx = vertx;
        this.eventLoop = eventLoop;
        this.threads = threads;
        this.address = address;
        this.config = config;
        this.publishTimeout = publishTimeout;
        this.words = words;
        this.metrics = metrics;
        this.provider = provider;
        this.routes = routes;
        this.marks = marks;
    }

    /**
     * What came of {@link #open}.
     *
     * @param unbound the topics that the broker does not let this user bind any more
     * @param exchangeWasMissing whether queues that were bound before are bound no longer
     */
    record Opened(BrokerLink link, Map<String, BrokerFailure> unbound, boolean exchangeWasMissing) implements Link {

        @Override
        public boolean isOpen() {
            return link.isOpen();
        }

        @Override
        public void abort() {
            link.abort();
        }
    }

    @Override
    public BrokerFailure failure(Exception e) {
        return AmqpFailure.of(e);
    }

    @Override
    public Opened open(Set<String> topics, Link.Fate fate) throws IOException, TimeoutException {
        Connection consuming = address.connect("consume", ANSWER);
        try {
            Connection publishing = address.connect("publish");
            try {
                return open(consuming, publishing, topics, fate);
            } catch (IOException | ShutdownSignalException e) {
                publishing.abort();
                throw e;
            }
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            consuming.abort();
            throw e;
        }
    }

    private Opened open(Connection consuming, Connection publishing, Collection<String> topics, Link.Fate fate)
            throws IOException {
        boolean exchangeWasMissing = !Presence.ofExchange(consuming, config.exchange());
        Channel channel = consuming.createChannel();
        channel.exchangeDeclare(config.exchange(), BuiltinExchangeType.TOPIC, true);
        LiveQueues queues = new LiveQueues(channel, config.prefetch());
        BindingChannel bindings = new BindingChannel(consuming, config.exchange(), new TopicPlaces(queues::declare));
        Map<String, BrokerFailure> unbound = bindings.bind(topics);
        MarkChannel markChannel =
                new MarkChannel(publishing, queues, fate, closed -> eventLoop.execute(() -> marks.onClosed(closed)));
        BrokerLink link = new BrokerLink(
                consuming,
                publishing,
                channel,
                bindings,
                markChannel,
                publisher(publishing, fate),
                requester(publishing, fate),
                fate);
        consuming.addShutdownListener(signal -> fate.onLost(AmqpFailure.of(signal)));
        publishing.addShutdownListener(signal -> fate.onLost(AmqpFailure.of(signal)));
        channel.addShutdownListener(signal -> fate.onLost(AmqpFailure.of(signal)));
        queues.read(new Deliveries(
                channel,
                vertx,
                eventLoop,
                threads.acks(),
                config.prefetch(),
                provider,
                new MarkedRoutes(queues::contains, marks, routes.tap()),
                fate::onLost));
        return new Opened(link, unbound, exchangeWasMissing);
    }

    private ConfirmedPublisher publisher(Connection publishing, Link.Fate fate) {
        return new ConfirmedPublisher(
                publishing, config.exchange(), publishTimeout, threads.publishing(), words, closed(fate));
    }

    private Requester requester(Connection publishing, Link.Fate fate) {
        return new Requester(vertx, publishing, config.exchange(), threads.publishing(), words, metrics, closed(fate));
    }

    /** Without their exchange the queues have lost their bindings too: only a new link brings them back. */
    private static Consumer<BrokerFailure> closed(Link.Fate fate) {
        return failure -> {
            if (AmqpFailure.isNotFound(failure)) {
                fate.onLost(failure);
            } else {
                fate.onRefused(failure);
            }
        };
    }
}
