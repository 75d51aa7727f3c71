package io.weir.gate;

import io.weir.gate.participant.Write;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which systems a handler says that its write concerns: {@code "affected": ["search"]} names them, and
 * {@code "changedEntities": []} says that nothing was changed. An answer that says neither concerns all. What events have
 * in fields of these names is their own business.
 */
final class Effects {

    private Effects() {}

    /** Whether the write may have to be waited for; {@code systems} are those of the configuration. */
    static boolean concerns(String system, Write write, Set<String> systems) {
        if (write.actionId() == null || !(write.result() instanceof Map<?, ?> answer)) {
            return true;
        }
        // A list of something else is a field of the handler's own.
        if (answer.get("affected") instanceof List<?> affected && systems.containsAll(affected)) {
            return affected.contains(system);
        }
        return !(answer.get("changedEntities") instanceof List<?> changed && changed.isEmpty());
    }
}
