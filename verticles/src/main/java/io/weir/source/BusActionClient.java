package io.weir.source;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.weir.bus.ActionRefused;
import io.weir.bus.ActionReport;
import io.weir.bus.ActionReports;
import io.weir.bus.ActionsSettled;
import io.weir.bus.BusAddress;
import io.weir.bus.BusFailure;
import io.weir.bus.BusMessage;
import io.weir.bus.ChangeAction;
import io.weir.bus.ReadActions;
import io.weir.bus.Service;
import io.weir.bus.StartAction;
import io.weir.cluster.Asking;
import io.weir.cluster.Peers;
import java.time.Duration;
import java.util.List;

/** Actions over the event bus: any node with the role takes what is asked. */
public final class BusActionClient implements ActionClient {

    /** How many clients may wait for actions on one node. */
    public static final int MAX_WAITS = 10_000;

    /** The other side keeps the time of an action; the margin lets its own answer, which knows more, arrive first. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final EventBus bus;
    private final Asking asking;
    private final ActionWaits waits;

    /** Uses the bus of {@code vertx}; {@link #start()} lets it hear what has ended. */
    public BusActionClient(Vertx vertx, Peers peers) {
        this(vertx, peers, MAX_WAITS);
    }

    BusActionClient(Vertx vertx, Peers peers, int maxWaits) {
        this.bus = vertx.eventBus();
        this.asking = new Asking(bus, peers, Service.ACTIONS, BusAddress.ACTIONS);
        this.waits = new ActionWaits(vertx, maxWaits, (ids, owner) -> read(ids, owner, false));
    }

    /** Listens for what has ended; completes once the bus knows. */
    public Future<Void> start() {
        MessageConsumer<ActionsSettled> settled = bus.consumer(
                BusAddress.ACTIONS_SETTLED,
                message -> waits.onSettled(message.body().ids()));
        return settled.completion();
    }

    @Override
    public Future<ActionReport> start(StartAction start, Duration patience) {
        return ask(start, patience.plus(MARGIN), ActionReport.class, ActionFailures.timeout());
    }

    @Override
    public Future<List<ActionReport>> read(List<String> ids, String owner, boolean details) {
        ReadActions read = new ReadActions(ids, owner, details);
        return ask(read, ANSWER, ActionReports.class, ActionFailures.unavailable())
                .map(ActionReports::reports);
    }

    @Override
    public Future<ActionReport> change(String id, String owner, ChangeAction.Change change) {
        return ask(new ChangeAction(id, owner, change), ANSWER, ActionReport.class, ActionFailures.timeout());
    }

    @Override
    public Wait await(String id, String owner) {
        return waits.await(id, owner);
    }

    /** How many clients wait. */
    int waits() {
        return waits.size();
    }

    private <R> Future<R> ask(BusMessage question, Duration timeout, Class<R> answer, ActionException silence) {
        return asking.<BusMessage>ask(question, timeout)
                .recover(failure -> Future.failedFuture(said(failure, silence)))
                .map(body -> {
                    if (body instanceof ActionRefused refused) {
                        throw new ActionException(refused.failure());
                    }
                    return answer.cast(body);
                });
    }

    private static ActionException said(Throwable failure, ActionException silence) {
        if (BusFailure.isIncompatible(failure)) {
            return ActionFailures.incompatible();
        }
        return noHandlers(failure) ? ActionFailures.unavailable() : silence;
    }

    private static boolean noHandlers(Throwable failure) {
        return failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS;
    }
}
