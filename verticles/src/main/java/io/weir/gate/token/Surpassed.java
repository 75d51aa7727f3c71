package io.weir.gate.token;

import io.weir.bus.SystemTarget;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the targets that need not be kept, as one that is kept is reached only where they are too. */
final class Surpassed {

    private Surpassed() {}

    /**
     * Keeps of each key the greatest version, of each timeline the greatest LSN, of each store the greatest position; and
     * everything else once, in the order given. A version surpasses an older one whichever actions made them: the system
     * shows the later write.
     */
    static List<SystemTarget> without(List<SystemTarget> targets) {
        Map<Object, Long> most = new HashMap<>();
        targets.forEach(target -> most.merge(subject(target), height(target), Math::max));
        return targets.stream()
                .filter(target -> height(target) == most.getOrDefault(subject(target), 0L))
                .distinct()
                .toList();
    }

    /** What can be higher or lower; the target itself where it can only be there. */
    private static Object subject(SystemTarget target) {
        if (target instanceof SystemTarget.Applied applied && applied.key() != null) {
            return new Key(applied.system(), applied.key());
        }
        if (target instanceof SystemTarget.Replayed replayed) {
            return new Timeline(replayed.system(), replayed.cluster(), replayed.timeline());
        }
        if (target instanceof SystemTarget.Handled handled) {
            return new Log(handled.system(), handled.store());
        }
        return target;
    }

    private static long height(SystemTarget target) {
        if (target instanceof SystemTarget.Applied applied) {
            return applied.version();
        }
        if (target instanceof SystemTarget.Replayed replayed) {
            return replayed.lsn();
        }
        return target instanceof SystemTarget.Handled handled ? handled.position() : 0;
    }

    private record Key(String system, String key) {}

    private record Timeline(String system, long cluster, int timeline) {}

    private record Log(String system, long store) {}
}
