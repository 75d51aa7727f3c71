package io.weir.action;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.action.handler.HandlerOutcome;
import io.weir.action.handler.Handlers;
import io.weir.config.ActionConfig;
import io.weir.config.ActionsConfig;
import io.weir.flow.Breaker;
import io.weir.flow.Timing;
import io.weir.graph.action.ActionDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers commands of one action that may go to its handler together, until there are enough of them or the first one
 * has waited long enough. To the circuit they are one call. Belongs to one event loop.
 */
final class Batches {

    private final Handlers handlers;
    private final Upstreams upstreams;
    private final ActionsConfig config;
    private final Timing timing;
    private final ActionIds ids;
    private final Map<ActionDefinition, Gathering> gathering = new IdentityHashMap<>();

    /** A command of a batch, and whom its outcome goes to. */
    record Member(Command.Attempt attempt, Promise<HandlerOutcome> outcome) {}

    private record Gathering(List<Member> members, Timing.Pending window) {}

    Batches(Handlers handlers, Upstreams upstreams, ActionsConfig config, Timing timing, ActionIds ids) {
        this.handlers = handlers;
        this.upstreams = upstreams;
        this.config = config;
        this.timing = timing;
        this.ids = ids;
    }

    /** Makes an attempt together with others. */
    Future<HandlerOutcome> add(Command.Attempt attempt) {
        ActionDefinition action = attempt.command().action();
        Member member = new Member(attempt, Promise.promise());
        Gathering open = gathering.computeIfAbsent(
                action, first -> new Gathering(new ArrayList<>(), timing.after(window(action), () -> send(action))));
        open.members().add(member);
        if (open.members().size() >= size(action)) {
            open.window().cancel();
            send(action);
        }
        return member.outcome().future();
    }

    private void send(ActionDefinition action) {
        Gathering full = gathering.remove(action);
        if (full == null) {
            return;
        }
        Breaker breaker = upstreams.breaker(action);
        full.members().stream().skip(1).forEach(together -> breaker.release());
        ActionConfig called = config.action(action.field());
        new BatchAttempt(handlers, ids, called, outcome -> Upstreams.tell(breaker, outcome)).send(full.members());
    }

    private int size(ActionDefinition action) {
        int asked = action.batch().map(batch -> batch.size()).orElse(1);
        return Math.min(asked, config.batch().size());
    }

    private Duration window(ActionDefinition action) {
        Duration asked = action.batch().map(batch -> batch.window()).orElse(Duration.ZERO);
        Duration most = config.batch().window();
        return asked.compareTo(most) < 0 ? asked : most;
    }
}
