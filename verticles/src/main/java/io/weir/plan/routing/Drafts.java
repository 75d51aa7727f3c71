package io.weir.plan.routing;

import io.weir.graph.followup.FollowUp;
import io.weir.graph.supergraph.Subgraph;
import io.weir.plan.demand.Demand;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fetches of one route, in the order in which they were made. For one thread. */
final class Drafts {

    private final Catalog catalog;
    private final List<FetchDraft> all = new ArrayList<>();

    Drafts(Catalog catalog) {
        this.catalog = catalog;
    }

    List<FetchDraft> all() {
        return Collections.unmodifiableList(all);
    }

    /** A new fetch of root fields. */
    Reading root(Position position, Subgraph subgraph) {
        RootDraft draft = new RootDraft(all.size(), subgraph, new SelectionDraft(position.type(), false));
        all.add(draft);
        return new Reading(draft, draft.selection(), false, Provided.NOTHING);
    }

    /** The payload of a source. */
    Reading payload(Position position, Subgraph subgraph, Payload payload) {
        RootDraft draft =
                new RootDraft(all.size(), subgraph, new SelectionDraft(position.type(), !payload.typesUnknown()));
        all.add(draft);
        return new Reading(draft, draft.selection(), payload.typesUnknown(), Provided.NOTHING, payload);
    }

    /**
     * A fetch of entities. One that starts at the same time and names the same objects to the same subgraph takes this on
     * as well, unless a required field would have to stand in the representation twice.
     */
    Reading entity(
            Subject subject,
            Hops.Hop hop,
            Collection<Demand> key,
            Collection<Demand> required,
            Set<FetchDraft> waitsFor) {
        BitSet before = FetchDraft.before(waitsFor);
        for (Reading reading : subject.own()) {
            if (reading.subgraph() == hop.subgraph()
                    && reading.fetch() instanceof EntityDraft draft
                    && draft.startsAfterExactly(before)
                    && draft.canName(required)) {
                draft.name(required, false);
                return reading;
            }
        }
        boolean interfaceObject = catalog.interfaceObject(hop.subgraph(), hop.type());
        boolean named = catalog.isAbstract(hop.type()) && !interfaceObject;
        EntityDraft draft = new EntityDraft(
                all.size(),
                hop.subgraph(),
                new SelectionDraft(hop.type(), named),
                waitsFor,
                subject.position(),
                types(subject));
        draft.name(key, true);
        draft.name(required, false);
        all.add(draft);
        Reading reading = new Reading(draft, draft.selection(), interfaceObject, Provided.NOTHING);
        subject.own().add(reading);
        return reading;
    }

    /** A fetch from the root of queries, for a field that a follow-up answers, or for a Query that a field led back to. */
    QueryDraft query(Subject subject, @Nullable FollowUp followUp, Collection<FetchDraft> before) {
        Reading reader = subject.position().primary();
        Set<FetchDraft> waitsFor = new LinkedHashSet<>(before);
        waitsFor.add(reader.fetch());
        waitsFor.addAll(subject.position().guards());
        QueryDraft draft =
                new QueryDraft(all.size(), reader.subgraph(), waitsFor, subject.position(), types(subject), followUp);
        all.add(draft);
        return draft;
    }

    private Collection<String> types(Subject subject) {
        if (!catalog.isAbstract(subject.type())) {
            return List.of(subject.type());
        }
        List<String> types = new ArrayList<>();
        types.add(subject.type());
        types.addAll(catalog.possibleTypes().of(subject.type()).keySet());
        return types;
    }
}
