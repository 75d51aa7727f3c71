package io.weir.gate;

import io.vertx.core.Future;
import io.weir.bus.SystemTarget;
import io.weir.bus.SystemsAdvanced.Advance;
import io.weir.gate.ledger.Subject;
import io.weir.gate.participant.Participant;
import io.weir.gate.participant.Wait;
import io.weir.gate.participant.Write;
import java.util.List;

/** A system that reads Weir's log, and reports the id of the last event that it has handled. */
final class LogParticipant implements Participant {

    private final String system;
    private final List<String> topics;
    private final LogEnds log;
    private final ReportWaits waits;

    /** One that reads these topics, as {@link io.weir.bus.FindLogEnd} has them. */
    LogParticipant(String system, List<String> topics, LogEnds log, ReportWaits waits) {
        this.system = system;
        this.topics = topics;
        this.log = log;
        this.waits = waits;
    }

    @Override
    public Future<SystemTarget> find(Write write) {
        return log.end(topics).map(end -> new SystemTarget.Handled(system, end.store(), end.position()));
    }

    @Override
    public void watch(SystemTarget target, Wait wait) {
        List<Advance> handled = handled(target);
        if (handled.isEmpty()) {
            wait.never();
        } else {
            waits.watch(handled, wait);
        }
    }

    @Override
    public boolean shows(SystemTarget target) {
        return waits.reached(handled(target));
    }

    private List<Advance> handled(SystemTarget target) {
        return target instanceof SystemTarget.Handled handled
                ? List.of(Subject.log(system, handled.store()).at(handled.position()))
                : List.of();
    }
}
