package io.weir.source;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.weir.bus.ActionFailure;
import io.weir.bus.ActionRefused;
import io.weir.bus.ActionReport;
import io.weir.bus.ActionReports;
import io.weir.bus.ActionsSettled;
import io.weir.bus.BusAddress;
import io.weir.bus.BusMessage;
import io.weir.bus.ChangeAction;
import io.weir.bus.ReadActions;
import io.weir.bus.StartAction;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A node with the role {@code actions}, as far as the bus sees it: a store in memory, and no handler. */
public final class ActionNode {

    /** What was asked, in order. */
    public final List<BusMessage> asked = new CopyOnWriteArrayList<>();

    /** The store; what is of another owner is not in it. */
    public final Map<String, ActionReport> stored = new ConcurrentHashMap<>();

    private final EventBus bus;
    private volatile Function<StartAction, BusMessage> start =
            start -> new ActionRefused(ActionFailure.of("NO_SCRIPT", "no script"));
    private volatile boolean silent;

    /** Joins the bus; once it returns it can be asked. */
    public ActionNode(Vertx vertx) {
        bus = vertx.eventBus();
        bus.<BusMessage>consumer(BusAddress.ACTIONS, this::onMessage)
                .completion()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** How it answers whoever starts an action; what has an id is stored. */
    public void onStart(Function<StartAction, BusMessage> answer) {
        start = answer;
    }

    /** It gives no answer any more. */
    public void silence() {
        silent = true;
    }

    /** An action stands like this from now on. */
    public void store(ActionReport report) {
        stored.put(report.id(), report);
    }

    /** An action has ended, and all are told. */
    public void settle(ActionReport report) {
        store(report);
        bus.publish(BusAddress.ACTIONS_SETTLED, new ActionsSettled(List.of(report.id())));
    }

    /** How often it was asked how actions stand. */
    public long reads() {
        return asked.stream().filter(ReadActions.class::isInstance).count();
    }

    private void onMessage(Message<BusMessage> message) {
        asked.add(message.body());
        if (!silent) {
            message.reply(answer(message.body()));
        }
    }

    private BusMessage answer(BusMessage body) {
        if (body instanceof StartAction action) {
            BusMessage answer = start.apply(action);
            if (answer instanceof ActionReport report) {
                store(report);
            }
            return answer;
        }
        if (body instanceof ReadActions read) {
            return new ActionReports(read.ids().stream()
                    .map(stored::get)
                    .filter(Objects::nonNull)
                    .toList());
        }
        ActionReport known = stored.get(((ChangeAction) body).id());
        return known == null ? new ActionRefused(ActionFailures.notFound().failure()) : known;
    }
}
