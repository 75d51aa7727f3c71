package io.weir.action;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.action.handler.HandlerOutcome;
import io.weir.action.handler.Handlers;
import io.weir.config.ActionConfig;
import io.weir.config.ActionsConfig;
import io.weir.flow.Breaker;
import io.weir.graph.action.ActionDefinition;
import io.weir.graph.template.Template;
import io.weir.graph.template.TemplateValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
    private final Map<Key, Gathering> gathering = new HashMap<>();

    /** Commands with equal keys make the same URL and the same headers. */
    private record Key(ActionDefinition action, List<@Nullable Object> values) {}

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
        Key key = key(attempt.command());
        Member member = new Member(attempt, Promise.promise());
        Gathering open = gathering.computeIfAbsent(
                key, first -> new Gathering(new ArrayList<>(), timing.after(window(key.action()), () -> send(key))));
        open.members().add(member);
        if (open.members().size() >= size(key.action())) {
            open.window().cancel();
            send(key);
        }
        return member.outcome().future();
    }

    private void send(Key key) {
        Gathering full = gathering.remove(key);
        if (full == null) {
            return;
        }
        Breaker breaker = upstreams.breaker(key.action());
        full.members().stream().skip(1).forEach(together -> breaker.release());
        ActionConfig called = config.action(key.action().field());
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

    private static Key key(Command command) {
        ActionDefinition action = command.action();
        TemplateValues values = new TemplateValues(command.arguments(), command.headers());
        List<@Nullable Object> parts = new ArrayList<>();
        Stream<Template.Part.Placeholder> named = Stream.concat(
                action.target().placeholders().stream(),
                action.headers().stream().flatMap(header -> header.value().placeholders().stream()));
        named.forEach(placeholder -> parts.add(values.text(placeholder)));
        Map<String, @Nullable String> forwarded = new TreeMap<>();
        action.clientHeaders()
                .forEach(name -> forwarded.put(name, command.headers().get(name)));
        parts.add(forwarded);
        return new Key(action, parts);
    }
}
