package io.weir.gate;

import io.vertx.core.Future;
import io.weir.bus.SystemTarget;
import io.weir.bus.SystemsAdvanced.Advance;
import io.weir.gate.ledger.Subject;
import io.weir.gate.participant.Participant;
import io.weir.gate.participant.UnreachableException;
import io.weir.gate.participant.Wait;
import io.weir.gate.participant.Write;
import java.util.ArrayList;
import java.util.List;

/** A system that reports itself what it has applied: an action, or a version of what the action has changed. */
final class AckParticipant implements Participant {

    private final String system;
    private final ChangedKey keys;
    private final ReportWaits waits;

    AckParticipant(String system, ChangedKey keys, ReportWaits waits) {
        this.system = system;
        this.keys = keys;
        this.waits = waits;
    }

    @Override
    public Future<SystemTarget> find(Write write) {
        SystemTarget.Applied target = keys.of(write)
                .map(changed -> new SystemTarget.Applied(system, write.actionId(), changed.key(), changed.version()))
                .orElseGet(() -> new SystemTarget.Applied(system, write.actionId(), null, 0));
        return target.actionId() == null && target.key() == null
                ? Future.failedFuture(new UnreachableException("what was written names no key with a version"))
                : Future.succeededFuture(target);
    }

    @Override
    public void watch(SystemTarget target, Wait wait) {
        List<Advance> any = any(target);
        if (any.isEmpty()) {
            wait.never();
        } else {
            waits.watch(any, wait);
        }
    }

    @Override
    public boolean shows(SystemTarget target) {
        return waits.reached(any(target));
    }

    /** What the system may report, one of which will do. */
    private List<Advance> any(SystemTarget target) {
        List<Advance> any = new ArrayList<>(2);
        if (target instanceof SystemTarget.Applied applied) {
            if (applied.actionId() != null) {
                any.add(Subject.action(system, applied.actionId()).at(1));
            }
            if (applied.key() != null) {
                any.add(Subject.key(system, applied.key()).at(applied.version()));
            }
        }
        return any;
    }
}
