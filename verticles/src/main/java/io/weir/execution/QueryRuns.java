package io.weir.execution;

import io.vertx.core.Future;
import io.weir.flow.Loop;
import io.weir.plan.QueryFetch;
import io.weir.plan.RequestError;
import io.weir.plan.RequestErrors;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the query of one {@link QueryFetch} for the objects at its path: once for all objects of equal inputs. What it
 * gives, or why it gives nothing, goes to each of them. Used once.
 */
final class QueryRuns {

    /** Runs that are under way at once; a long list must not fill the queues of subgraphs. */
    private static final int AT_ONCE = 32;

    private final QueryFetch node;
    private final NodeFetcher fetcher;
    private final Map<Map<String, @Nullable Object>, List<Map<String, @Nullable Object>>> objects =
            new LinkedHashMap<>();

    QueryRuns(QueryFetch node, NodeFetcher fetcher) {
        this.node = node;
        this.fetcher = fetcher;
    }

    /** Completes once all that came has gone to the objects; fails only by a fault of ours. */
    Future<Void> run() {
        try {
            Map<String, @Nullable Object> arguments = node.inputs().arguments(fetcher.variables());
            each(object -> add(object, arguments));
        } catch (RequestErrors e) {
            Missing why = missing(e);
            each(object -> put(object, why));
        }
        Queue<Map<String, @Nullable Object>> waiting = new ArrayDeque<>(objects.keySet());
        List<Future<?>> lanes = new ArrayList<>();
        while (!waiting.isEmpty() && lanes.size() < AT_ONCE) {
            lanes.add(lane(waiting));
        }
        return lanes.isEmpty() ? Dataflow.DONE : Future.all(lanes).mapEmpty();
    }

    private void each(Consumer<Map<String, @Nullable Object>> action) {
        Walk.to(node.path(), fetcher.merged().root(), object -> {
            if (node.types().contains(Walk.typeOf(object, node.staticType()))) {
                action.accept(object);
            }
        });
    }

    private void add(Map<String, @Nullable Object> object, Map<String, @Nullable Object> arguments) {
        Map<String, @Nullable Object> values = node.inputs().read(arguments, object);
        for (Object value : values.values()) {
            if (value instanceof Missing why) { // what it needs did not come
                put(object, why);
                return;
            }
        }
        objects.computeIfAbsent(values, v -> new ArrayList<>(1)).add(object);
    }

    /** One run after another, until none is left. */
    private Future<?> lane(Queue<Map<String, @Nullable Object>> waiting) {
        return Loop.until(Queue::isEmpty, waiting, rest -> Steps.map(ask(rest.remove()), done -> rest));
    }

    private Future<Void> ask(Map<String, @Nullable Object> values) {
        List<Map<String, @Nullable Object>> targets = objects.getOrDefault(values, List.of());
        try {
            return fetcher.query(node.plan(), node.inputs().coerce(values)).map(result -> {
                onResult(result, targets);
                return null;
            });
        } catch (RequestErrors e) {
            Missing why = missing(e);
            targets.forEach(object -> put(object, why));
            return Dataflow.DONE;
        }
    }

    private static Missing missing(RequestErrors why) {
        RequestError error = why.errors().get(0);
        return Missing.of(error.message(), error.code());
    }

    private void onResult(Merged result, List<Map<String, @Nullable Object>> targets) {
        for (Merged.Occurrence error : result.errors()) {
            boolean ofRoot = error.object() == result.root();
            fetcher.merged()
                    .occurred(
                            error.reason(),
                            ofRoot ? targets.get(0) : error.object(),
                            ofRoot ? path(error) : error.rest());
        }
        for (Map<String, @Nullable Object> object : targets) {
            node.answer()
                    .ifPresentOrElse(
                            answer -> put(object, result.root().get(answer.resultKey())),
                            () -> DeepMerge.into(object, result.root()));
        }
    }

    /** From the object instead of the query's root. */
    private List<Object> path(Merged.Occurrence error) {
        if (node.answer().isEmpty()) {
            return error.rest();
        }
        List<Object> path = new ArrayList<>(error.rest());
        if (path.isEmpty()) {
            path.add(node.answer().get().storageKey());
        } else {
            path.set(0, node.answer().get().storageKey());
        }
        return path;
    }

    private void put(Map<String, @Nullable Object> object, @Nullable Object value) {
        node.answer().ifPresent(answer -> object.put(answer.storageKey(), value));
    }
}
