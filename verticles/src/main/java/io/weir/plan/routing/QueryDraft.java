package io.weir.plan.routing;

import io.weir.graph.followup.FollowUp;
import io.weir.graph.supergraph.Subgraph;
import io.weir.plan.demand.Demand;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks the root of queries on behalf of objects that are there already: for a field of theirs that a field of Query
 * answers, or for fields of Query itself where a field has led back to it.
 */
public final class QueryDraft extends FetchDraft {

    private final Position position;
    private final Set<String> types;
    private final @Nullable FollowUp followUp;
    private final Set<Demand> demands = new LinkedHashSet<>(2);

    /**
     * Asks for nothing yet.
     *
     * @param reader the subgraph by which the objects are known
     */
    QueryDraft(
            int id,
            Subgraph reader,
            Collection<FetchDraft> waitsFor,
            Position position,
            Collection<String> types,
            @Nullable FollowUp followUp) {
        super(id, reader, new SelectionDraft(position.type(), false), waitsFor);
        this.position = position;
        this.types = new LinkedHashSet<>(types);
        this.followUp = followUp;
    }

    /** Where the objects are. */
    public Position position() {
        return position;
    }

    /** Their types, as they stand in the merged data. */
    public Set<String> types() {
        return Collections.unmodifiableSet(types);
    }

    /** What answers the demands; null where they are fields of Query. */
    public @Nullable FollowUp followUp() {
        return followUp;
    }

    /** What is asked: all of one key where a follow-up answers. */
    public Set<Demand> demands() {
        return Collections.unmodifiableSet(demands);
    }

    void ask(Demand demand) {
        demands.add(demand);
    }
}
