package io.weir.bridge.nats;

import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.NUID;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import io.weir.bus.LogTopics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A stream that keeps each event until its one consumer has acknowledged it, and that consumer. Every call blocks.
 *
 * <p>The consumer pushes, since only of a pushing consumer does the server of any version make sure that one reader has it at
 * a time: its deliver subject can be changed only while nobody listens there. The position up to which all is acknowledged
 * stands in it, so that what vanished from the stream before it was read is noticed.
 */
final class DurableStream {

    private static final String CONSUMER = "weir";
    private static final int STREAM_NOT_FOUND = 10_059;
    private static final int CONSUMER_NOT_FOUND = 10_014;

    /** The consumer is there and somebody listens to it. */
    private static final Set<Integer> TAKEN = Set.of(10_013, 10_148, 10_105);

    /** A reader that takes over makes the consumer anew: for that moment there is none. */
    private static final int LOOKS = 3;

    private static final long LOOK_AGAIN_MILLIS = 300;

    /** Longer than any store is away while its node lives: whoever leaves gives back what it has by leaving. */
    private static final Duration ACK_WAIT = Duration.ofHours(12);

    private final JetStreamManagement management;
    private final String name;

    DurableStream(JetStreamManagement management, String queue) {
        this.management = management;
        this.name = queue.replaceAll("[^A-Za-z0-9_-]", "_");
    }

    /** Has it as it is wanted; false when events may be missing and that was not said to be known. */
    boolean keep(LogTopics wanted) throws IOException, JetStreamApiException, InterruptedException {
        List<String> subjects = Subjects.of(wanted.patterns());
        Optional<StreamInfo> there = info();
        boolean lost = there.isEmpty() || isMissing(there.get());
        if (lost && !wanted.create()) {
            return false;
        }
        StreamConfiguration configuration = configuration(wanted, subjects);
        if (there.isEmpty()) {
            management.addStream(configuration);
        } else if (!Set.copyOf(there.get().getConfiguration().getSubjects()).equals(Set.copyOf(subjects))) {
            management.updateStream(configuration);
        }
        if (lost) {
            renew(nobody());
        }
        return true;
    }

    /** The consumer; empty while a reader that takes over makes it anew. */
    Optional<ConsumerInfo> consumer() throws IOException, JetStreamApiException {
        try {
            return Optional.of(management.getConsumerInfo(name, CONSUMER));
        } catch (JetStreamApiException e) {
            return notFound(e, CONSUMER_NOT_FOUND);
        }
    }

    /** Has the consumer deliver to this subject, where someone listens already; empty when another reader has it. */
    Optional<ConsumerInfo> take(String deliverTo) throws IOException, JetStreamApiException {
        try {
            return Optional.of(management.addOrUpdateConsumer(name, configuration(deliverTo)));
        } catch (JetStreamApiException e) {
            if (TAKEN.contains(e.getApiErrorCode())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Makes the consumer anew: it begins with the first event that is not acknowledged. */
    Optional<ConsumerInfo> renew(String deliverTo) throws IOException, JetStreamApiException {
        try {
            management.deleteConsumer(name, CONSUMER);
        } catch (JetStreamApiException e) {
            notFound(e, CONSUMER_NOT_FOUND);
        }
        return take(deliverTo);
    }

    private Optional<StreamInfo> info() throws IOException, JetStreamApiException {
        try {
            return Optional.of(management.getStreamInfo(name));
        } catch (JetStreamApiException e) {
            return notFound(e, STREAM_NOT_FOUND);
        }
    }

    private boolean isMissing(StreamInfo stream) throws IOException, JetStreamApiException, InterruptedException {
        Optional<ConsumerInfo> consumer = consumer();
        for (int look = 1; consumer.isEmpty() && look < LOOKS; look++) {
            Thread.sleep(LOOK_AGAIN_MILLIS);
            consumer = consumer();
        }
        return consumer.isEmpty() || stream.getStreamState().getFirstSequence() > handled(consumer.get()) + 1;
    }

    /** Up to where the stream's events need not be there any more. */
    static long handled(ConsumerInfo consumer) {
        return consumer.getNumAckPending() == 0
                ? consumer.getDelivered().getStreamSequence()
                : consumer.getAckFloor().getStreamSequence();
    }

    private StreamConfiguration configuration(LogTopics wanted, List<String> subjects) {
        return StreamConfiguration.builder()
                .name(name)
                .subjects(subjects)
                .retentionPolicy(RetentionPolicy.WorkQueue)
                .storageType(StorageType.File)
                // A purge moves the consumer along, so that nobody would see what is missing.
                .denyPurge(true)
                .denyDelete(true)
                .maxAge(Duration.ofMillis(wanted.keepMillis()))
                .build();
    }

    private static ConsumerConfiguration configuration(String deliverTo) {
        return ConsumerConfiguration.builder()
                .durable(CONSUMER)
                .deliverSubject(deliverTo)
                .deliverPolicy(DeliverPolicy.All)
                .ackPolicy(AckPolicy.Explicit)
                .ackWait(ACK_WAIT)
                .maxAckPending(StreamChannel.MOST_UNACKNOWLEDGED)
                .idleHeartbeat(StreamChannel.HEARTBEAT)
                .build();
    }

    private static String nobody() {
        return "_INBOX.weir." + NUID.nextGlobal();
    }

    private static <T> Optional<T> notFound(JetStreamApiException e, int expected) throws JetStreamApiException {
        if (e.getApiErrorCode() != expected) {
            throw e;
        }
        return Optional.empty();
    }
}
