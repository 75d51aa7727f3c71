package io.weir.model.timeout;

import io.weir.graph.model.Model;
import io.weir.graph.model.Models;
import io.weir.graph.model.StateMachine;
import io.weir.model.table.Tables;
import java.util.List;

/**
 * A state that rows leave by themselves.
 *
 * @param model whose rows
 * @param machine whose state
 * @param timeout when they leave it, and where to
 */
record TimedState(Model model, StateMachine machine, StateMachine.Timeout timeout) {

    /** All of them. */
    static List<TimedState> of(Models models) {
        return models.all().values().stream()
                .flatMap(model -> model.machines().stream()
                        .flatMap(machine ->
                                machine.timeouts().stream().map(timeout -> new TimedState(model, machine, timeout))))
                .toList();
    }

    /**
     * The rows that have been there for longest: {@code id}, {@code version} and {@code late}, the milliseconds since they
     * were due, which are negative for rows that are not yet. By the store's clock. Takes milliseconds of the timeout, and
     * how many rows; the state stands in the text, so that the index of such rows is used.
     */
    String oldest() {
        String since = Tables.since(machine);
        return ("select id, version, (extract(epoch from now() - %s) * 1000)::bigint - $1 as late from %s where %s = '%s'"
                        + " order by %1$s limit $2")
                .formatted(
                        since,
                        Tables.table(model),
                        Tables.column(machine.field()),
                        timeout.move().from());
    }
}
