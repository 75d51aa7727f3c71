package io.weir.bridge.kafka;

import io.vertx.core.Context;
import io.weir.bridge.BrokerFailure;
import io.weir.bridge.BrokerThreads;
import io.weir.bridge.Link;
import io.weir.bridge.ProviderWords;
import io.weir.bridge.TopicRoutes;
import io.weir.config.ProviderConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** Makes links. A link is handed out when it is whole: the cluster answers, every open topic is read. */
final class KafkaOpener implements Link.Opener<KafkaLink> {

    private final Context context;
    private final Executor eventLoop;
    private final BrokerThreads threads;
    private final ClientSettings settings;
    private final ProviderConfig.Kafka config;
    private final Duration publishTimeout;
    private final ProviderWords words;
    private final TopicRoutes routes;
    private final LostTopics lostTopics;

    /** Hears that a topic is read no more, on any thread. */
    @FunctionalInterface
    interface LostTopics {
        void onTopicLost(String topic, BrokerFailure failure);
    }

    /**
     * Makes links to one cluster.
     *
     * @param publishTimeout how long the cluster may take to confirm an event
     * @param routes where events go
     */
    KafkaOpener(
            Context context,
            Executor eventLoop,
            BrokerThreads threads,
            ClientSettings settings,
            ProviderConfig.Kafka config,
            Duration publishTimeout,
            ProviderWords words,
            TopicRoutes routes,
            LostTopics lostTopics) {
        this.context = context;
        this.eventLoop = eventLoop;
        this.threads = threads;
        this.settings = settings;
        this.config = config;
        this.publishTimeout = publishTimeout;
        this.words = words;
        this.routes = routes;
        this.lostTopics = lostTopics;
    }

    @Override
    public KafkaLink open(Set<String> topics, Link.Fate fate) throws Exception {
        Admin admin = settings.admin();
        try {
            await(new Topology(admin, false, config.connectTimeout()).look());
            return open(admin, topics, fate);
        } catch (Exception e) {
            admin.close(Duration.ZERO);
            throw e;
        }
    }

    @Override
    public BrokerFailure failure(Exception e) {
        return KafkaFailure.of(e);
    }

    private KafkaLink open(Admin admin, Set<String> topics, Link.Fate fate) throws Exception {
        Topology topology = new Topology(admin, config.createTopics(), config.heartbeat());
        LiveReader reader = reader(fate);
        try {
            Map<String, KafkaTopic> delivered = new HashMap<>();
            Map<String, BrokerFailure> unbound = new HashMap<>();
            Map<String, CompletionStage<KafkaTopic>> asked = new HashMap<>();
            topics.forEach(topic -> asked.put(topic, KafkaLink.deliver(topology, reader, topic)));
            for (Map.Entry<String, CompletionStage<KafkaTopic>> topic : asked.entrySet()) {
                sort(topic.getKey(), topic.getValue(), delivered, unbound);
            }
            AcknowledgedPublisher publisher = new AcknowledgedPublisher(
                    settings.producer(publishTimeout),
                    topology,
                    config.partitionKey(),
                    publishTimeout,
                    context,
                    threads.publishing(),
                    words);
            return new KafkaLink(admin, topology, reader, publisher, delivered, unbound, fate);
        } catch (Exception e) {
            reader.close();
            throw e;
        }
    }

    /** Only what is wrong with the topic itself is the topic's own failure. */
    private void sort(
            String topic,
            CompletionStage<KafkaTopic> asked,
            Map<String, KafkaTopic> delivered,
            Map<String, BrokerFailure> unbound)
            throws Exception {
        try {
            delivered.put(topic, await(asked));
        } catch (ExecutionException e) {
            BrokerFailure failure = KafkaFailure.of(e);
            if (failure.code() == 0) {
                throw e;
            }
            unbound.put(topic, failure);
        }
    }

    private LiveReader reader(Link.Fate fate) {
        LiveReader reader = new LiveReader(
                settings.reader(),
                eventLoop,
                config.prefetch(),
                words.provider(),
                routes.tap(),
                new LiveReader.Listener() {
                    @Override
                    public void onTopicLost(String topic, BrokerFailure failure) {
                        lostTopics.onTopicLost(topic, failure);
                    }

                    @Override
                    public void onLost(BrokerFailure failure) {
                        fate.onLost(failure);
                    }
                });
        threads.named("read").newThread(reader).start();
        return reader;
    }

    private <T> T await(CompletionStage<T> answer) throws InterruptedException, ExecutionException, TimeoutException {
        return answer.toCompletableFuture().get(config.connectTimeout().toMillis() * 2, TimeUnit.MILLISECONDS);
    }
}
