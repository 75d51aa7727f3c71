package io.weir.graph.workflow;

import io.weir.graph.delivery.DeliveryDefinition;
import io.weir.graph.model.Model;
import io.weir.graph.model.StateMachine;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** In which states a row is when a delivery fires, as far as its document says. */
final class States {

    private final Model model;
    private final StateMachine machine;
    private final List<String> all;

    /** Knows a machine, whose states are all these. */
    States(Model model, StateMachine machine, List<String> all) {
        this.model = model;
        this.machine = machine;
        this.all = all;
    }

    /** Empty where the delivery fires for no row of the model; all states where its document says nothing of the state. */
    Set<String> of(DeliveryDefinition delivery) {
        Set<String> states = new HashSet<>();
        for (DeliveryDefinition.Root root : delivery.roots()) {
            states.addAll(of(delivery, root));
        }
        return states;
    }

    private Set<String> of(DeliveryDefinition delivery, DeliveryDefinition.Root root) {
        boolean created = root.topic().equals(model.topic(Model.Change.CREATED));
        if (!created && !root.topic().equals(model.topic(Model.Change.UPDATED))) {
            return Set.of();
        }
        Object filter = Literals.arguments(
                        delivery.document(),
                        root.responseKey(),
                        delivery.config().variables())
                .get("filter");
        Set<String> possible = new HashSet<>(created ? List.of(machine.initial()) : all);
        possible.retainAll(allowed(filter));
        return possible;
    }

    /** What a filter of events leaves; what is not understood leaves all. */
    private Set<String> allowed(@Nullable Object filter) {
        Set<String> allowed = new HashSet<>(all);
        if (!(filter instanceof Map<?, ?> conditions)) {
            return allowed;
        }
        if (conditions.get("AND") instanceof List<?> parts) {
            parts.forEach(part -> allowed.retainAll(allowed(part)));
        }
        if (conditions.get("OR") instanceof List<?> parts) {
            allowed.retainAll(
                    parts.stream().flatMap(part -> allowed(part).stream()).collect(Collectors.toSet()));
        }
        if (conditions.get("after") instanceof Map<?, ?> image
                && image.get(machine.field()) instanceof Map<?, ?> state) {
            allowed.removeIf(name -> !holds(state, name));
        }
        return allowed;
    }

    private static boolean holds(Map<?, ?> state, String name) {
        boolean equal = state.get("eq") == null || Objects.equals(state.get("eq"), name);
        boolean among = !(state.get("in") instanceof List<?> list) || list.contains(name);
        boolean other = state.get("ne") == null || !Objects.equals(state.get("ne"), name);
        boolean notAmong = !(state.get("notIn") instanceof List<?> list) || !list.contains(name);
        return equal && among && other && notAmong;
    }

    /** The state to which a mutation moves a row of the model; empty where it does not, or where an event says to which. */
    Optional<String> target(String field, String document) {
        if (!field.equals("update" + model.name())) {
            return Optional.empty();
        }
        Object input = Literals.arguments(document, field, Map.of()).get("input");
        return input instanceof Map<?, ?> fields && fields.get(machine.field()) instanceof String state
                ? Optional.of(state)
                : Optional.empty();
    }
}
