package io.weir.gate;

import io.vertx.core.Future;
import io.weir.bus.SystemTarget;
import io.weir.gate.participant.Participant;
import io.weir.gate.participant.Wait;
import io.weir.gate.participant.Write;
import java.util.ArrayList;
import java.util.List;

/** A system that does what a test says. */
final class FakeParticipant implements Participant {

    /** Who waits, in the order of their coming. */
    final List<Wait> waits = new ArrayList<>();

    Future<SystemTarget> found;
    /** Whether it is there whatever the target. */
    boolean there;

    FakeParticipant(SystemTarget found) {
        this.found = Future.succeededFuture(found);
    }

    @Override
    public Future<SystemTarget> find(Write write) {
        return found;
    }

    @Override
    public void watch(SystemTarget target, Wait wait) {
        waits.add(wait);
        if (there) {
            wait.reached();
        }
    }

    @Override
    public boolean shows(SystemTarget target) {
        return there;
    }
}
