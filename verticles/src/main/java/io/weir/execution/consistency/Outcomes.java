package io.weir.execution.consistency;

import io.weir.bus.GateReport;
import io.weir.bus.SystemOutcome;
import io.weir.bus.SystemTarget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one operation has written and waited for, and how far the systems are that show it: the response's
 * {@code extensions.consistency}. Belongs to one thread.
 */
public final class Outcomes {

    private final Map<String, SystemOutcome> systems = new LinkedHashMap<>();
    private final List<SystemTarget> targets = new ArrayList<>(0);
    private long waitedMillis;
    private boolean satisfied = true;
    private boolean wrote;
    private boolean sealable = true;

    /** The operation waited before it began. */
    public void passed(Passage passage) {
        satisfied &= passage.satisfied();
        told(passage.gate());
    }

    /** How far the systems are that show something which the operation reads. */
    public void told(GateReport gate) {
        long longest = 0;
        for (SystemOutcome outcome : gate.outcomes()) {
            longest = Math.max(longest, outcome.waitedMillis());
            satisfied &= outcome.outcome().passed();
            systems.merge(outcome.system(), outcome, Outcomes::worse);
        }
        waitedMillis += longest;
    }

    /** The operation has written what no gate was asked about. */
    public void wrote() {
        wrote = true;
    }

    /**
     * The operation has written what systems are to show.
     *
     * @param gate how far they are; null when that is not known
     */
    public void wrote(@Nullable GateReport gate) {
        wrote = true;
        if (gate == null) {
            satisfied = false;
            sealable = false;
        } else {
            told(gate);
            targets.addAll(gate.targets());
            sealable &= gate.outcomes().stream()
                    .allMatch(outcome -> outcome.outcome().passed() || hasTarget(gate, outcome.system()));
        }
    }

    private static boolean hasTarget(GateReport gate, String system) {
        return gate.targets().stream().anyMatch(target -> target.system().equals(system));
    }

    private static SystemOutcome worse(SystemOutcome one, SystemOutcome other) {
        if (one.outcome().passed() != other.outcome().passed()) {
            return one.outcome().passed() ? other : one;
        }
        return one.waitedMillis() >= other.waitedMillis() ? one : other;
    }

    /** Whether it has written anything. */
    public boolean written() {
        return wrote;
    }

    /** Whether a token can stand for all that it has written: it cannot where no one could say what a system must reach. */
    boolean sealable() {
        return sealable;
    }

    /** What systems must have reached to show what it has written. */
    List<SystemTarget> targets() {
        return targets;
    }

    /** The extension of an operation that has written nothing. */
    public Map<String, Object> extension() {
        Map<String, Object> extension = new LinkedHashMap<>();
        extension.put("satisfied", satisfied);
        extension.put("waitedMs", waitedMillis);
        extension.put("systems", systems.values().stream().map(Outcomes::entry).toList());
        return extension;
    }

    /** The same with the token for what it has written; null when there is none. */
    public Map<String, @Nullable Object> extension(@Nullable String token) {
        Map<String, @Nullable Object> extension = new LinkedHashMap<>();
        extension.put("token", token);
        extension.putAll(extension());
        return extension;
    }

    /** The extension of a request that was not let in. */
    public static Map<String, Object> closed(List<SystemOutcome> outcomes) {
        Outcomes all = new Outcomes();
        all.told(new GateReport(outcomes, List.of(), null));
        all.satisfied = false;
        return all.extension();
    }

    private static Map<String, Object> entry(SystemOutcome outcome) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", outcome.system());
        entry.put("outcome", outcome.outcome().name());
        entry.put("waitedMs", outcome.waitedMillis());
        return entry;
    }

    /** The names of those that do not show it. */
    public static List<String> behind(List<SystemOutcome> outcomes) {
        return outcomes.stream()
                .filter(outcome -> !outcome.outcome().passed())
                .map(SystemOutcome::system)
                .toList();
    }

    /** The beginning of a sentence about these systems, up to {@code do} or {@code does}. */
    public static String subject(List<String> systems) {
        if (systems.isEmpty()) {
            return "some system does";
        }
        return String.join(", ", systems) + (systems.size() == 1 ? " does" : " do");
    }
}
