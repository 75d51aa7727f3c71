package io.weir.bridge.kafka;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.bridge.BrokerFailure;
import io.weir.bridge.BrokerThreads;
import io.weir.bridge.Delivery;
import io.weir.bridge.queue.QueueChannel;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes members of the log's group. A member is handed out when the group knows where everything starts. */
final class GroupOpener implements QueueChannel.Opener {

    private record Expected(GroupPlan plan, Promise<Void> joined) {}

    private final ClientSettings settings;
    private final BrokerThreads threads;
    private final String provider;
    private final int most;
    private final Duration patience;
    private volatile @Nullable Expected expected;

    /**
     * Makes none yet.
     *
     * @param most how many events may be on their way to the log
     * @param patience how long joining may take
     */
    GroupOpener(ClientSettings settings, BrokerThreads threads, String provider, int most, Duration patience) {
        this.settings = settings;
        this.threads = threads;
        this.provider = provider;
        this.most = most;
        this.patience = patience;
    }

    /** The next that is opened reads by this plan; done when it does, failed when it cannot. */
    Future<Void> expect(GroupPlan plan) {
        Promise<Void> joined = Promise.promise();
        expected = new Expected(plan, joined);
        return joined.future();
    }

    @Override
    public QueueChannel open(String group, Consumer<Delivery> arrived, Consumer<BrokerFailure> onLost)
            throws Exception {
        Expected now = Objects.requireNonNull(expected);
        GroupReader reader = new GroupReader(settings.member(group), now.plan(), provider, most, arrived, onLost);
        threads.named("log-read").newThread(reader).start();
        try {
            reader.joined().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            now.joined().tryComplete();
            return reader;
        } catch (Exception e) {
            reader.abort();
            now.joined().tryFail(e);
            throw e;
        }
    }

    @Override
    public BrokerFailure failure(Exception e) {
        return KafkaFailure.of(e);
    }

    /** Each member ends by itself. */
    @Override
    public void abort() {}
}
