package io.weir.action;

import io.vertx.core.Future;
import io.weir.action.ledger.Changed;
import io.weir.action.ledger.Ledger;
import io.weir.action.ledger.Terms;
import io.weir.bus.ActionRefused;
import io.weir.bus.ActionReport;
import io.weir.bus.ActionReports;
import io.weir.bus.BusMessage;
import io.weir.bus.ChangeAction;
import io.weir.bus.ReadActions;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Answers how stored actions stand, and changes them for their clients. Belongs to one event loop. */
final class Desk {

    private final Ledger ledger;
    private final Function<String, Terms> terms;
    private final Announcer announcer;
    private final Endings endings;
    private final Claims claims;
    private final UnaryOperator<ActionReport> current;

    /**
     * Asks {@code ledger}.
     *
     * @param terms of an action that is tried again, by the mutation's field
     * @param current completes a report by what this node knows of it
     */
    Desk(
            Ledger ledger,
            Function<String, Terms> terms,
            Announcer announcer,
            Endings endings,
            Claims claims,
            UnaryOperator<ActionReport> current) {
        this.ledger = ledger;
        this.terms = terms;
        this.announcer = announcer;
        this.endings = endings;
        this.claims = claims;
        this.current = current;
    }

    /** How actions stand. */
    Future<BusMessage> read(ReadActions read) {
        List<UUID> ids = ActionIds.read(read.ids());
        if (ids.isEmpty()) {
            return Future.succeededFuture(new ActionReports(List.of()));
        }
        return ledger.read(ids, read.owner(), read.details())
                .<BusMessage>map(reports ->
                        new ActionReports(reports.stream().map(current).toList()))
                .otherwise(failure -> away());
    }

    /** A client takes an action back, or has it tried again. */
    Future<BusMessage> change(ChangeAction change) {
        List<UUID> ids = ActionIds.read(List.of(change.id()));
        if (ids.isEmpty()) {
            return Future.succeededFuture(new ActionRefused(Failures.notFound()));
        }
        UUID id = ids.get(0);
        return ledger.read(ids, change.owner(), false)
                .compose(reports -> reports.isEmpty()
                        ? Future.succeededFuture(new Changed.Unknown())
                        : ledger.change(
                                id,
                                change.owner(),
                                change.change(),
                                terms.apply(reports.get(0).field())))
                .map(changed -> answer(id, changed))
                .otherwise(failure -> away());
    }

    private BusMessage answer(UUID id, Changed changed) {
        if (changed instanceof Changed.Done done) {
            onChanged(id, done.report());
            return done.report();
        }
        if (changed instanceof Changed.Refused refused) {
            ActionReport report = refused.report();
            String state = report.committed() ? "done" : report.state().name();
            return new ActionRefused(Failures.conflict("that cannot be done to an action that is " + state));
        }
        return new ActionRefused(Failures.notFound());
    }

    private void onChanged(UUID id, ActionReport report) {
        if (report.state().ended()) {
            announcer.ended(id);
            endings.ended(id, report);
        } else {
            claims.wake();
        }
    }

    private static BusMessage away() {
        return new ActionRefused(Failures.storeAway("the store did not answer"));
    }
}
