package io.weir.bridge.kafka;

import io.weir.bridge.BrokerFailure;
import io.weir.bridge.HandOff;
import io.weir.bridge.TopicRoutes;
import io.weir.bus.TopicEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Reads the partitions of open topics on a thread of its own and hands their events to the event loop. It reads no more
 * while as many events as allowed are on their way to clients' sockets.
 */
final class LiveReader implements Runnable {

    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    /** Events between two looks of the event loop at its other work. */
    private static final int BURST = 256;

    private final BlockingQueue<Change> changes = new LinkedBlockingQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final List<Mark> marks = new ArrayList<>();
    private final HandOff<Runnable> arriving;
    private final Consumer<byte[], byte[]> consumer;
    private final Executor eventLoop;
    private final int most;
    private final String provider;
    private final TopicRoutes.Tap routes;
    private final Listener listener;
    private volatile boolean closing;
    private volatile boolean ended;
    private int delivered;
    private boolean checking;

    /** Hears what goes wrong, on the reader's thread. */
    interface Listener {

        /** Some of a topic's events cannot be had: it is read no more. */
        void onTopicLost(String topic, BrokerFailure failure);

        /** Nothing is read any more. */
        void onLost(BrokerFailure failure);
    }

    private record Change(
            Map<TopicPartition, Long> added, Set<String> removed, List<Mark> marks, CompletableFuture<Void> done) {

        static Change of(Map<TopicPartition, Long> added, Set<String> removed, List<Mark> marks) {
            return new Change(added, removed, marks, new CompletableFuture<>());
        }

        boolean isOfPartitions() {
            return !added.isEmpty() || !removed.isEmpty();
        }
    }

    /** Where everything has been read that someone waits for, and who. */
    private record Mark(Map<TopicPartition, Long> ends, CompletableFuture<Void> passed) {}

    /**
     * Reads nothing yet.
     *
     * @param most how many events may be under way
     */
    LiveReader(
            Consumer<byte[], byte[]> consumer,
            Executor eventLoop,
            int most,
            String provider,
            TopicRoutes.Tap routes,
            Listener listener) {
        this.arriving = new HandOff<>(eventLoop, this::takeSome);
        this.consumer = consumer;
        this.eventLoop = eventLoop;
        this.most = most;
        this.provider = provider;
        this.routes = routes;
        this.listener = listener;
    }

    /** Reads these partitions too, from these offsets; done once it does. On any thread. */
    CompletionStage<Void> add(Map<TopicPartition, Long> starts) {
        return change(Change.of(Map.copyOf(starts), Set.of(), List.of()));
    }

    /** Reads these topics no more. On any thread. */
    void remove(Collection<String> topics) {
        change(Change.of(Map.of(), Set.copyOf(topics), List.of()));
    }

    /** Done, on the event loop, when all before these ends was delivered, as far as it is read at all. On any thread. */
    CompletionStage<Void> passed(Map<TopicPartition, Long> ends) {
        CompletableFuture<Void> passed = new CompletableFuture<>();
        change(Change.of(Map.of(), Set.of(), List.of(new Mark(ends, passed))));
        return passed;
    }

    /** Ends it, soon. On any thread. */
    void close() {
        closing = true;
        wake();
    }

    @Override
    public void run() {
        try {
            while (!closing) {
                applyChanges();
                read();
                passMarks();
            }
        } catch (InterruptedException | InterruptException e) {
            listener.onLost(BrokerFailure.saying("the reader was interrupted"));
        } catch (KafkaException e) {
            listener.onLost(KafkaFailure.of(e));
        } finally {
            consumer.close(GOODBYE);
            ended = true;
            changes.forEach(this::giveUp);
            marks.forEach(mark -> mark.passed().cancel(false));
        }
    }

    private void giveUp(Change change) {
        change.done().cancel(false);
        change.marks().forEach(mark -> mark.passed().cancel(false));
    }

    private CompletionStage<Void> change(Change change) {
        changes.add(change);
        consumer.wakeup();
        if (ended) { // perhaps too late to be seen by whoever ended
            giveUp(change);
        }
        return change.done();
    }

    private void wake() {
        change(Change.of(Map.of(), Set.of(), List.of()));
    }

    private boolean idle() {
        return underWay.get() >= most || consumer.assignment().isEmpty();
    }

    private void applyChanges() throws InterruptedException {
        Change first = idle() ? changes.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS) : changes.poll();
        if (first == null) {
            return;
        }
        List<Change> all = new ArrayList<>(List.of(first));
        changes.drainTo(all);
        if (all.stream().anyMatch(Change::isOfPartitions)) {
            assign(all);
        }
        all.forEach(change -> {
            marks.addAll(change.marks());
            change.done().complete(null);
        });
    }

    private void assign(List<Change> all) {
        Set<TopicPartition> wanted = new HashSet<>(consumer.assignment());
        for (Change change : all) {
            wanted.removeIf(partition -> change.removed().contains(partition.topic()));
            wanted.addAll(change.added().keySet());
        }
        // What was read before keeps its position.
        consumer.assign(wanted);
        for (Change change : all) {
            change.added().forEach((partition, offset) -> seek(wanted, partition, offset));
        }
    }

    private void seek(Set<TopicPartition> wanted, TopicPartition partition, long offset) {
        if (wanted.contains(partition)) {
            consumer.seek(partition, offset);
        }
    }

    private void read() {
        if (idle()) {
            return;
        }
        try {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(PATIENCE)) {
                // A compacted topic's word that a key is gone is no event.
                if (record.value() != null) {
                    underWay.incrementAndGet();
                    TopicEvent event = EventRecords.read(provider, record);
                    arriving.add(() -> deliver(event));
                }
            }
        } catch (WakeupException e) { // there is a change
            return;
        } catch (OffsetOutOfRangeException e) {
            lose(e.partitions().stream().map(TopicPartition::topic).collect(Collectors.toSet()), e);
        } catch (TopicAuthorizationException e) {
            lose(e.unauthorizedTopics(), e);
        }
    }

    private void passMarks() {
        Set<TopicPartition> assigned = marks.isEmpty() ? Set.of() : consumer.assignment();
        marks.removeIf(mark -> {
            boolean passed = mark.ends().entrySet().stream()
                    .filter(end -> assigned.contains(end.getKey()))
                    .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            if (passed) {
                arriving.add(() -> mark.passed().complete(null));
            }
            return passed;
        });
    }

    private void lose(Set<String> topics, KafkaException e) {
        Set<TopicPartition> rest = new HashSet<>(consumer.assignment());
        rest.removeIf(partition -> topics.contains(partition.topic()));
        consumer.assign(rest);
        topics.forEach(topic -> listener.onTopicLost(topic, KafkaFailure.of(e)));
    }

    /** On the event loop. */
    private void takeSome() {
        for (int taken = 0; taken < BURST; taken++) {
            Runnable next = arriving.poll();
            if (next == null) {
                break;
            }
            next.run();
        }
        check();
    }

    private void deliver(TopicEvent event) {
        routes.deliver(event);
        delivered++;
    }

    private void check() {
        if (checking || delivered == 0) {
            return;
        }
        checking = true;
        int handled = delivered;
        delivered = 0;
        routes.handled()
                .onComplete(done -> eventLoop.execute(() -> {
                    checking = false;
                    if (underWay.getAndAdd(-handled) >= most && !closing) {
                        wake();
                    }
                    check();
                }));
    }
}
