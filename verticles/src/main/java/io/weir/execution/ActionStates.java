package io.weir.execution;

import io.vertx.core.Future;
import io.weir.bus.ActionReport;
import io.weir.bus.GateReport;
import io.weir.graph.Graph;
import io.weir.graph.RootSource;
import io.weir.source.ActionClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers the root fields that ask how actions stand, or change that. Thread-safe. */
final class ActionStates {

    /** How many operations may be asked for at once. */
    static final int MAX_IDS = 100;

    private final ActionClient actions;
    private final ActionResults results;

    ActionStates(Graph graph, ActionClient actions) {
        this.actions = actions;
        this.results = new ActionResults(graph);
    }

    /** How operations stand, in the order asked; null for one that is unknown. */
    Future<@Nullable Object> queue(RootSource.Queue queue, Map<String, @Nullable Object> arguments, RootScope scope) {
        List<String> ids = arguments.get(queue.argument()) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
        if (ids.size() > MAX_IDS) {
            return Future.succeededFuture(ActionErrors.badInput(
                    "%s names %d operations, at most %d are allowed".formatted(queue.argument(), ids.size(), MAX_IDS)));
        }
        if (ids.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        return actions.read(ids.stream().distinct().toList(), ActionFields.OWNER, false)
                .map(reports -> states(ids, reports, scope));
    }

    private List<@Nullable Object> states(List<String> ids, List<ActionReport> reports, RootScope scope) {
        Map<String, ActionReport> byId = new HashMap<>();
        reports.forEach(report -> {
            byId.put(report.id(), report);
            GateReport gate = report.gate();
            if (gate != null && report.state().ended()) {
                scope.merged().outcomes().told(gate);
            }
        });
        boolean stale = scope.request().terms().consistency().stale();
        List<@Nullable Object> states = new ArrayList<>(ids.size());
        for (String id : ids) {
            ActionReport report = byId.get(id);
            states.add(report == null ? null : results.shown(report, stale));
        }
        return states;
    }

    /** Takes an action back, or has it tried again; its {@code ActionStatus}. */
    Future<@Nullable Object> change(RootSource.ActionChange change, Map<String, @Nullable Object> arguments) {
        String id = String.valueOf(arguments.get(change.argument()));
        return actions.change(id, ActionFields.OWNER, change.change())
                .compose(changed -> actions.read(List.of(id), ActionFields.OWNER, true)
                        .map(read -> read.stream().findFirst().orElse(changed))
                        .otherwise(changed)) // it was changed, whether its attempts can be told or not
                .map(ActionStates::status);
    }

    private static Map<String, @Nullable Object> status(ActionReport report) {
        Map<String, @Nullable Object> status = new LinkedHashMap<>();
        status.put("actionId", report.id());
        status.put("state", report.state().name());
        status.put("acceptedAt", time(report.acceptedAt()));
        status.put("finishedAt", time(report.finishedAt()));
        status.put("attempts", AttemptLog.of(report.log()));
        return status;
    }

    /** RFC 3339; null for never. */
    static @Nullable String time(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis).toString();
    }
}
