package io.weir.graph.workflow;

import io.weir.graph.delivery.DeliveryDefinition;
import io.weir.graph.delivery.DeliveryTarget;
import io.weir.graph.delivery.TemplatedMutation;
import io.weir.graph.model.Model;
import io.weir.graph.model.StateMachine;
import io.weir.graph.model.StateMachine.Move;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** One state machine in Mermaid's words. Used once. */
final class MachineDrawing {

    /** What Mermaid could take for its own. */
    private static final Pattern SPECIAL = Pattern.compile("[^A-Za-z0-9_.,()/ -]+");

    private final Model model;
    private final StateMachine machine;
    private final List<String> states;
    private final List<DeliveryDefinition> deliveries;
    private final States known;
    private final String prefix;
    /** What makes each legal move, in the order of the states. */
    private final Map<Move, List<String>> moves = new LinkedHashMap<>();
    /** What is called in a state. */
    private final Map<String, List<String>> calls = new LinkedHashMap<>();

    private final List<String> remarks = new ArrayList<>();

    MachineDrawing(Model model, StateMachine machine, List<String> states, List<DeliveryDefinition> deliveries) {
        this.model = model;
        this.machine = machine;
        this.states = states;
        this.deliveries = deliveries;
        this.known = new States(model, machine, states);
        this.prefix = model.name() + "_" + machine.field();
    }

    String text() {
        machine.moves().stream()
                .sorted(Comparator.comparingInt((Move move) -> states.indexOf(move.from()))
                        .thenComparingInt(move -> states.indexOf(move.to())))
                .forEach(move -> moves.put(move, new ArrayList<>()));
        machine.timeouts().stream()
                .filter(timeout -> moves.containsKey(timeout.move()))
                .forEach(timeout ->
                        moves.getOrDefault(timeout.move(), new ArrayList<>()).add("after " + words(timeout.after())));
        deliveries.forEach(this::draw);
        return written();
    }

    private void draw(DeliveryDefinition delivery) {
        Set<String> from = known.of(delivery);
        boolean told = !from.isEmpty() && from.size() < states.size();
        if (told) {
            states.stream()
                    .filter(from::contains)
                    .forEach(state -> calls.computeIfAbsent(state, each -> new ArrayList<>())
                            .add(delivery.name() + " calls " + target(delivery.target())));
        }
        if (delivery.target() instanceof DeliveryTarget.Mutation mutation) {
            move(delivery.name(), from, Optional.of(mutation.mutation()));
        }
        move(delivery.name() + " done", from, delivery.then());
        move(delivery.name() + " given up", from, delivery.onFailure());
    }

    private void move(String label, Set<String> from, Optional<TemplatedMutation> mutation) {
        String to =
                mutation.flatMap(it -> known.target(it.field(), it.document())).orElse(null);
        if (to == null) {
            return;
        }
        List<Move> legal = moves.keySet().stream()
                .filter(move -> move.to().equals(to) && (from.isEmpty() || from.contains(move.from())))
                .toList();
        legal.forEach(move -> moves.getOrDefault(move, new ArrayList<>()).add(label));
        if (legal.isEmpty()) {
            remarks.add("%s moves to %s, and no legal move leads there from where it fires".formatted(label, to));
        }
    }

    private static String target(DeliveryTarget target) {
        if (target instanceof DeliveryTarget.Webhook webhook) {
            return webhook.url().origin().authority();
        }
        if (target instanceof DeliveryTarget.Topic topic) {
            return "topic " + topic.topic().pattern();
        }
        return target instanceof DeliveryTarget.Mutation mutation
                ? mutation.mutation().field()
                : "bus " + ((DeliveryTarget.Bus) target).address();
    }

    private String written() {
        StringBuilder text = new StringBuilder();
        line(text, 1, "state \"%s.%s\" as %s {".formatted(model.name(), machine.field(), prefix));
        states.forEach(state -> line(text, 2, "state \"%s\" as %s".formatted(state, id(state))));
        line(text, 2, "[*] --> " + id(machine.initial()));
        moves.forEach((move, labels) -> line(
                text,
                2,
                "%s --> %s%s"
                        .formatted(
                                id(move.from()),
                                id(move.to()),
                                labels.isEmpty() ? "" : " : " + plain(String.join(", ", labels)))));
        states.stream()
                .filter(state ->
                        moves.keySet().stream().noneMatch(move -> move.from().equals(state)))
                .forEach(state -> line(text, 2, id(state) + " --> [*]"));
        calls.forEach((state, all) -> {
            line(text, 2, "note right of " + id(state));
            all.forEach(call -> line(text, 3, plain(call)));
            line(text, 2, "end note");
        });
        line(text, 1, "}");
        remarks.forEach(remark -> line(text, 1, "%% " + plain(remark)));
        return text.toString();
    }

    private String id(String state) {
        return prefix + "_" + state;
    }

    private static void line(StringBuilder text, int depth, String words) {
        text.append("    ".repeat(depth)).append(words).append('\n');
    }

    private static String plain(String words) {
        return SPECIAL.matcher(words).replaceAll(" ").strip();
    }

    /** {@code 10m}, as the schema would say it. */
    private static String words(Duration time) {
        long millis = time.toMillis();
        if (millis % 3_600_000 == 0) {
            return millis / 3_600_000 + "h";
        }
        if (millis % 60_000 == 0) {
            return millis / 60_000 + "m";
        }
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }
}
