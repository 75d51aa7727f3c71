package io.weir.gate;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.SystemsAdvanced;
import io.weir.bus.SystemsAdvanced.Advance;
import io.weir.config.SystemConfig;
import io.weir.gate.ledger.ReportLedger;
import io.weir.gate.ledger.Subject;
import io.weir.telemetry.GateMeters;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Takes reports of systems: reads and checks them, has them stored, and only then tells the gates. One that goes back
 * changes nothing, and is taken. Belongs to one event loop.
 */
final class ReportDesk {

    /** The largest request, in bytes. */
    private static final int MAX_BYTES = 4 << 20;

    private static final int APPLIED = 1;

    private final Map<String, SystemConfig> systems;
    private final ReportLedger ledger;
    private final LogEnds log;
    private final GateMeters meters;
    private final Consumer<SystemsAdvanced> hint;

    ReportDesk(
            Map<String, SystemConfig> systems,
            ReportLedger ledger,
            LogEnds log,
            GateMeters meters,
            Consumer<SystemsAdvanced> hint) {
        this.systems = systems;
        this.ledger = ledger;
        this.log = log;
        this.meters = meters;
        this.hint = hint;
    }

    /**
     * Takes reports, all or none.
     *
     * @return how many, once they are stored; fails with {@link RefusedReportException}, and with
     *     {@link io.weir.store.StoreException} or {@link GateFailure} when they are to be sent again
     */
    Future<Integer> take(Buffer json) {
        return read(json)
                .compose(this::checked)
                .compose(reports -> store(reports).map(reports.size()))
                .onSuccess(meters::taken)
                .onFailure(failure -> meters.refused());
    }

    private Future<List<Report>> read(Buffer json) {
        try {
            if (json.length() > MAX_BYTES) {
                throw new RefusedReportException(
                        "%d bytes are too many at once: send up to %d".formatted(json.length(), MAX_BYTES), false);
            }
            List<Report> reports = ReportReader.read(json);
            reports.forEach(this::checkSystem);
            return Future.succeededFuture(reports);
        } catch (RefusedReportException e) {
            return Future.failedFuture(e);
        }
    }

    private void checkSystem(Report report) {
        SystemConfig system = systems.get(report.system());
        if (system == null) {
            throw new RefusedReportException(
                    "there is no system \"%s\"; the configuration has %s"
                            .formatted(report.system(), new TreeSet<>(systems.keySet())),
                    true);
        }
        boolean ofLog = report instanceof Report.OfLog;
        if (system instanceof SystemConfig.Ack ? ofLog : !ofLog || !(system instanceof SystemConfig.Log)) {
            throw new RefusedReportException("the system \"%s\" %s".formatted(report.system(), reports(system)), false);
        }
    }

    private static String reports(SystemConfig system) {
        if (system instanceof SystemConfig.Ack) {
            return "reports an \"actionId\", or a \"key\" with a \"version\"";
        }
        return system instanceof SystemConfig.Log ? "reports an \"eventId\"" : "does not report: it is asked";
    }

    private Future<List<Report>> checked(List<Report> reports) {
        return checkActions(reports).compose(known -> checkPositions(reports)).map(reports);
    }

    private Future<Void> checkActions(List<Report> reports) {
        List<UUID> actions = reports.stream()
                .filter(Report.OfAction.class::isInstance)
                .map(report -> ((Report.OfAction) report).action())
                .distinct()
                .toList();
        return ledger.known(actions).compose(known -> missing(actions, known));
    }

    private static Future<Void> missing(List<UUID> actions, Set<UUID> known) {
        return actions.stream()
                .filter(action -> !known.contains(action))
                .findFirst()
                .<Future<Void>>map(action -> Future.failedFuture(
                        new RefusedReportException("there is no action with the id " + action, true)))
                .orElseGet(Future::succeededFuture);
    }

    /** A position that no event has, of another store or made up, would let waits pass that never should. */
    private Future<Void> checkPositions(List<Report> reports) {
        Future<Void> all = Future.succeededFuture();
        for (Report report : reports) {
            if (report instanceof Report.OfLog place) {
                all = all.compose(before -> log.has(place.store(), place.position()))
                        .compose(there -> there ? Future.succeededFuture() : Future.failedFuture(foreign(place)));
            }
        }
        return all;
    }

    private static RefusedReportException foreign(Report.OfLog place) {
        return new RefusedReportException(
                "the \"eventId\" that \"%s\" reports is of another store: the log has no such event"
                        .formatted(place.system()),
                true);
    }

    private Future<Void> store(List<Report> reports) {
        List<Advance> advances = reports.stream().map(ReportDesk::advance).toList();
        return advances.isEmpty()
                ? Future.succeededFuture()
                : ledger.store(advances).onSuccess(stored -> hint.accept(new SystemsAdvanced(advances)));
    }

    private static Advance advance(Report report) {
        if (report instanceof Report.OfAction done) {
            return Subject.action(done.system(), done.action()).at(APPLIED);
        }
        if (report instanceof Report.OfKey changed) {
            return Subject.key(changed.system(), changed.key()).at(changed.version());
        }
        Report.OfLog place = (Report.OfLog) report;
        return Subject.log(place.system(), place.store()).at(place.position());
    }
}
