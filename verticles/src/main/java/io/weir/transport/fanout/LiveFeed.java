package io.weir.transport.fanout;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.BusMessage;
import io.weir.bus.GroupResult;
import io.weir.bus.JoinRefused;
import io.weir.bus.StreamResult;
import io.weir.bus.TriggerJoined;
import io.weir.execution.OperationRequest;
import io.weir.execution.Prepared;
import io.weir.telemetry.LogKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A subscription to one topic that is only live: what is published while the client is away is missed. */
final class LiveFeed extends Member implements Feed {

    private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);

    private final FeedScope scope;
    private final Prepared.Stream stream;
    private final Subscriber subscriber;
    private final long id;
    private boolean over;

    LiveFeed(FeedScope scope, Prepared.Stream stream, Subscriber subscriber) {
        this.scope = scope;
        this.stream = stream;
        this.subscriber = subscriber;
        this.id = scope.triggers().nextId();
    }

    /** Joins the trigger; the answer comes to the subscriber. */
    LiveFeed begin(OperationRequest request) {
        scope.triggers()
                .join(id, stream, request, null)
                .onSuccess(this::onAnswer)
                .onFailure(this::onFailure);
        return this;
    }

    private void onFailure(Throwable failure) {
        LOG.atWarn().addKeyValue(LogKey.CAUSE, String.valueOf(failure)).log("subscription did not start");
        refuse(JoinErrors.of(failure));
    }

    private void onAnswer(BusMessage answer) {
        if (answer instanceof TriggerJoined joined) {
            live(joined);
        } else if (answer instanceof JoinRefused refused) {
            refuse(refused.errors());
        } else { // a page: the topic is logged since the graph was loaded again, after this operation was prepared
            refuse(JoinErrors.behind());
        }
    }

    private void live(TriggerJoined joined) {
        if (over) {
            scope.triggers().leave(id, stream, joined.groupId());
            return;
        }
        groupId = joined.groupId();
        from = joined.from();
        scope.groups().add(this);
        scope.metrics().subscriptions().increment();
        subscriber.onLive();
        joined.results().forEach(this::hand);
    }

    /** A stream of changes begins with the value of now. */
    private void hand(StreamResult first) {
        if (!over) {
            SharedPayload payload = new SharedPayload(
                    first.payload(), Delivery.LIVE, scope.config().delivery(), null);
            subscriber.onNext(payload);
            payload.release();
            scope.metrics().framesOut().increment();
        }
    }

    private void refuse(Buffer errors) {
        if (!over) {
            over = true;
            subscriber.onRefused(errors);
        }
    }

    @Override
    public void cancel() {
        if (over) {
            return;
        }
        over = true;
        if (scope.groups().remove(this)) {
            scope.metrics().subscriptions().decrement();
            scope.triggers().leave(id, stream, groupId);
        }
    }

    @Override
    Delivery delivery() {
        return Delivery.LIVE;
    }

    @Override
    boolean onNext(GroupResult result, SharedPayload payload) {
        subscriber.onNext(payload.live());
        return true;
    }

    @Override
    void onPosition(GroupResult result, SharedPayload payload) {}

    @Override
    void onBehind(GroupResult result, long spreadMillis) {
        end(() -> subscriber.onBroken(JoinErrors.behind()));
    }

    @Override
    void onComplete() {
        end(subscriber::onComplete);
    }

    private void end(Runnable telling) {
        if (!over) {
            over = true;
            scope.metrics().subscriptions().decrement();
            telling.run();
        }
    }
}
