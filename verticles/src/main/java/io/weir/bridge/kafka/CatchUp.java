package io.weir.bridge.kafka;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Waits until what the cluster has now is delivered. Who asks while the cluster is being asked waits for the next answer,
 * with all others who do, so that thousands of topics that close at once cost a few questions. On the event loop only.
 */
final class CatchUp {

    private final Context context;
    private final Supplier<Collection<TopicPartition>> partitions;
    private @Nullable Promise<Boolean> next;
    private boolean asking;

    /**
     * Asks nothing yet.
     *
     * @param partitions all that are read
     */
    CatchUp(Context context, Supplier<Collection<TopicPartition>> partitions) {
        this.context = context;
        this.partitions = partitions;
    }

    /** Done when what the cluster has now was delivered, or will not be over this link, which is false; never fails. */
    Future<Boolean> passed(KafkaLink link) {
        Promise<Boolean> waiting = next;
        if (waiting == null) {
            waiting = Promise.promise();
            next = waiting;
        }
        ask(link);
        return waiting.future();
    }

    private void ask(KafkaLink link) {
        Promise<Boolean> waiting = next;
        if (asking || waiting == null) {
            return;
        }
        asking = true;
        next = null;
        Future<Map<TopicPartition, Long>> ends =
                Future.fromCompletionStage(link.topology().offsets(partitions.get(), OffsetSpec.latest()), context);
        ends.compose(found -> Future.fromCompletionStage(link.reader().passed(found), context))
                .map(true)
                .otherwise(false)
                .onComplete(waiting);
        ends.onComplete(answered -> {
            asking = false;
            ask(link);
        });
    }
}
