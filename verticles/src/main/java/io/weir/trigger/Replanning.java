package io.weir.trigger;

import io.weir.error.ErrorCode;
import io.weir.execution.PlannedOperations;
import io.weir.plan.RequestErrors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Live subscriptions on another graph: they go on where they are still valid, and end where they are not. */
final class Replanning {

    private static final Logger LOG = LoggerFactory.getLogger(Replanning.class);
    private static final String CHANGED = "the schema of this server changed, and ";

    private final PlannedOperations operations;
    private final Groups groups;

    /** Plans by these operations. */
    Replanning(PlannedOperations operations, Groups groups) {
        this.operations = operations;
        this.groups = groups;
    }

    /**
     * The group's stream is exchanged between two events. One that is no longer valid, or listens to another topic now,
     * is told so and ends: its client decides what it wants of the new schema.
     */
    void replan(Group group) {
        try {
            replan(group, Planned.of(group.asked(), operations));
        } catch (RequestErrors invalid) {
            end(group, "this subscription is no longer valid: " + invalid.getMessage());
        } catch (RuntimeException e) { // a fault of ours must not keep the others on the old graph
            LOG.error("a live subscription could not be planned", e);
            end(group, "this subscription could not be planned");
        }
    }

    private void replan(Group group, Planned planned) {
        boolean same = planned.topic().equals(group.trigger().key())
                && planned.stream().topics().equals(group.topics());
        if (!same) {
            end(group, "this subscription has another topic now: subscribe again");
        } else if (planned.stream().logged() != group.trigger().logged()) {
            String now = planned.stream().logged() ? "are kept from now on" : "are no longer kept";
            end(group, "the events of this topic %s: subscribe again".formatted(now));
        } else {
            group.trigger().swap(group, planned.stream());
        }
    }

    private void end(Group group, String why) {
        groups.end(group, CHANGED + why, ErrorCode.SUBSCRIPTION_SCHEMA_RELOAD.name());
    }
}
