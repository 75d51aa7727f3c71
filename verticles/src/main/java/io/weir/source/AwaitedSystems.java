package io.weir.source;

import io.weir.bus.EventCursor;
import io.weir.bus.GateReport;
import io.weir.bus.SystemOutcome;
import io.weir.bus.SystemOutcome.Outcome;
import io.weir.bus.SystemTarget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is known of the systems of one wait: what each must reach, and how its wait ended. Not thread-safe. */
final class AwaitedSystems {

    private final Map<String, Awaited> systems = new LinkedHashMap<>();

    private static final class Awaited {
        private List<SystemTarget> targets = List.of();
        /** What was heard last, perhaps from nobody. */
        private Outcome last = Outcome.STALLED;

        private @Nullable SystemOutcome end;
    }

    /** One whose targets a gate is to find. */
    void add(String system) {
        systems.computeIfAbsent(system, name -> new Awaited());
    }

    /** One target more. */
    void add(SystemTarget target) {
        Awaited system = systems.computeIfAbsent(target.system(), name -> new Awaited());
        List<SystemTarget> more = new ArrayList<>(system.targets);
        more.add(target);
        system.targets = List.copyOf(more);
    }

    /**
     * What a gate says.
     *
     * @param asked when it was asked, in milliseconds of the wait
     * @param piece how long it was to wait
     */
    void hear(GateReport report, long asked, long piece) {
        for (SystemOutcome outcome : report.outcomes()) {
            Awaited system = systems.computeIfAbsent(outcome.system(), name -> new Awaited());
            if (system.end == null) {
                hear(system, report, outcome, asked, piece);
            }
        }
    }

    private static void hear(Awaited system, GateReport report, SystemOutcome outcome, long asked, long piece) {
        List<SystemTarget> targets = report.targets().stream()
                .filter(target -> target.system().equals(outcome.system()))
                .toList();
        system.targets = targets.isEmpty() ? system.targets : targets;
        system.last = outcome.outcome();
        // Who says so before the time is over knows that it would be no use to go on.
        boolean hopeless = outcome.outcome() == Outcome.STALLED && outcome.waitedMillis() < piece;
        if (outcome.outcome().passed() || hopeless) {
            system.end = new SystemOutcome(outcome.system(), outcome.outcome(), asked + outcome.waitedMillis());
        }
    }

    /** Nobody has said anything of those that are waited for. */
    void hearNothing() {
        systems.values().stream().filter(system -> system.end == null).forEach(system -> system.last = Outcome.STALLED);
    }

    /** Ends the waits whose time is over. */
    void giveUp(Predicate<String> over, long waited) {
        systems.forEach((name, system) -> {
            if (system.end == null && over.test(name)) {
                system.end = new SystemOutcome(name, system.last, waited);
            }
        });
    }

    /** Whether all waits have ended. */
    boolean settled() {
        return systems.values().stream().allMatch(system -> system.end != null);
    }

    /** Those that are waited for. */
    List<String> pending() {
        return systems.entrySet().stream()
                .filter(entry -> entry.getValue().end == null)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Those of them whose target is not known. */
    List<String> withoutTarget() {
        return pending().stream().filter(name -> targets(name).isEmpty()).toList();
    }

    /** What the others must reach. */
    List<SystemTarget> pendingTargets() {
        return pending().stream().flatMap(name -> targets(name).stream()).toList();
    }

    /** How it ended. */
    GateReport report(@Nullable EventCursor log) {
        List<SystemOutcome> outcomes = new ArrayList<>();
        List<SystemTarget> targets = new ArrayList<>();
        systems.forEach((name, system) -> {
            if (system.end != null) {
                outcomes.add(system.end);
                targets.addAll(system.targets);
            }
        });
        return new GateReport(outcomes, targets, log);
    }

    private List<SystemTarget> targets(String name) {
        Awaited system = systems.get(name);
        return system == null ? List.of() : system.targets;
    }
}
