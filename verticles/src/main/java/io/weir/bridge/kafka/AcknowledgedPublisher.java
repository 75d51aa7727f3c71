package io.weir.bridge.kafka;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.bridge.InFlight;
import io.weir.bridge.ProviderWords;
import io.weir.bus.PublishEvent;
import io.weir.bus.PublishOutcome;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes events: each is accepted when all replicas that are in step have it, refused when the cluster says no or stays
 * silent. The client library sends again what was not answered, in order and without doubles, until the time is over.
 *
 * <p>A topic is looked for before the first event goes there: the library would wait for one that is missing, and everybody
 * behind it too.
 */
final class AcknowledgedPublisher {

    private final InFlight inFlight = new InFlight();
    private final Map<String, Future<KafkaTopic>> known = new ConcurrentHashMap<>();
    private final Producer<byte[], byte[]> producer;
    private final Topology topology;
    private final Optional<String> key;
    private final Duration timeout;
    private final Context context;
    private final Executor writing;
    private final ProviderWords words;

    /**
     * Publishes with a producer.
     *
     * @param key the payload's field whose value is the record's key
     * @param timeout how long the cluster may take to confirm an event
     * @param context the bridge's own
     * @param writing one thread, which may block
     */
    AcknowledgedPublisher(
            Producer<byte[], byte[]> producer,
            Topology topology,
            Optional<String> key,
            Duration timeout,
            Context context,
            Executor writing,
            ProviderWords words) {
        this.producer = producer;
        this.topology = topology;
        this.key = key;
        this.timeout = timeout;
        this.context = context;
        this.writing = writing;
        this.words = words;
    }

    /** Publishes one event. On the event loop; the outcome comes on any thread. */
    Future<PublishOutcome> publish(PublishEvent event) {
        int size = event.payload().length();
        if (!inFlight.enter(size)) {
            return Future.succeededFuture(new PublishOutcome(false, words.overloaded()));
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        Future<Void> confirmed = known(event.topic()).compose(topic -> write(event, deadline));
        confirmed.onComplete(done -> inFlight.leave(size));
        return confirmed
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .map(new PublishOutcome(true, ""))
                .otherwise(failure -> new PublishOutcome(false, reason(failure)));
    }

    /** Nothing goes out any more, and whatever is under way is given up. */
    void abort() {
        producer.close(Duration.ZERO);
    }

    /** Events of one topic keep their order: the callbacks of a future run in the order in which they were added. */
    private Future<KafkaTopic> known(String topic) {
        return known.computeIfAbsent(topic, this::find);
    }

    private Future<KafkaTopic> find(String topic) {
        // Completed on the event loop, where those who wait were added: nobody who comes now overtakes them.
        Promise<KafkaTopic> found = Promise.promise();
        topology.find(topic, AclOperation.WRITE)
                .whenComplete((answer, failure) -> context.runOnContext(turn -> settle(found, answer, failure)));
        return found.future().onFailure(failure -> known.remove(topic));
    }

    private static void settle(Promise<KafkaTopic> found, @Nullable KafkaTopic answer, @Nullable Throwable failure) {
        if (failure == null) {
            found.complete(answer);
        } else {
            found.fail(failure);
        }
    }

    private Future<Void> write(PublishEvent event, long deadline) {
        Promise<Void> confirmed = Promise.promise();
        writing.execute(() -> {
            if (System.nanoTime() - deadline >= 0) {
                confirmed.fail(new TimeoutException());
                return;
            }
            try {
                producer.send(EventRecords.write(event, key), (metadata, failure) -> settle(event, confirmed, failure));
            } catch (KafkaException | IllegalStateException e) { // it was closed meanwhile, say
                settle(event, confirmed, e);
            }
        });
        return confirmed.future();
    }

    private void settle(PublishEvent event, Promise<Void> confirmed, @Nullable Exception failure) {
        if (failure == null) {
            confirmed.complete();
            return;
        }
        // It may be gone, or forbidden: the next event finds out before it waits.
        known.remove(event.topic());
        confirmed.tryFail(failure);
    }

    private String reason(Throwable failure) {
        Throwable cause = KafkaFailure.unwrap(failure);
        if (cause instanceof TimeoutException || cause instanceof java.util.concurrent.TimeoutException) {
            return words.unconfirmed();
        }
        return KafkaFailure.say(words, KafkaFailure.of(cause));
    }
}
