package io.weir.server;

import io.weir.config.WeirConfig;
import io.weir.graph.Graph;
import java.util.Collections;
import java.util.Set;

/**
 * What a node of some roles does for a graph besides serving it. What the graph does not need is not started.
 *
 * @param acts whether it runs actions
 * @param logs whether it keeps events
 * @param gates whether it waits for systems, and makes tokens
 * @param keeps whether it reads and writes models
 * @param delivers whether it runs server-side subscriptions
 */
record Duties(boolean acts, boolean logs, boolean gates, boolean keeps, boolean delivers) {

    /** What these do runs operations. */
    private static final Set<Role> RUN = Set.of(Role.TRANSPORT, Role.TRIGGERS, Role.DELIVERIES);

    static Duties of(Set<Role> roles, Graph graph, WeirConfig config) {
        boolean durable = !graph.actions().isEmpty() || !graph.log().isEmpty();
        boolean acts = roles.contains(Role.ACTIONS) && !graph.actions().isEmpty();
        boolean delivers =
                roles.contains(Role.DELIVERIES) && !graph.deliveries().isEmpty();
        boolean hears = roles.contains(Role.TRIGGERS) || roles.contains(Role.BRIDGE) || delivers;
        return new Duties(
                acts,
                hears && (acts || !graph.log().isEmpty()),
                roles.contains(Role.GATES)
                        && (durable || !config.consistency().systems().isEmpty()),
                !graph.models().isEmpty() && !Collections.disjoint(roles, RUN),
                delivers);
    }

    /** Whether it needs the store. */
    boolean durable() {
        return acts || logs || gates || keeps || delivers;
    }

    /** Whether whoever does this does those too: none can be taken on while a node serves. */
    boolean cover(Duties others) {
        return (acts || !others.acts)
                && (logs || !others.logs)
                && (gates || !others.gates)
                && (keeps || !others.keeps)
                && (delivers || !others.delivers);
    }
}
