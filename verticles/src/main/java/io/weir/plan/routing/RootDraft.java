package io.weir.plan.routing;

import io.weir.graph.supergraph.Subgraph;
import java.util.List;

/** Asks a subgraph for fields of a root type; or stands for the payload of one of Weir's sources, which is there. */
public final class RootDraft extends FetchDraft {

    RootDraft(int id, Subgraph subgraph, SelectionDraft selection) {
        super(id, subgraph, selection, List.of());
    }
}
