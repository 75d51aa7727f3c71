package io.weir.plan;

import graphql.language.Field;
import io.weir.plan.demand.WorkLimit;
import io.weir.plan.routing.FetchDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The stages of a mutation: its fields run in series (GraphQL specification, section 6.2.2), each with all that follows
 * from it. Neighbours that go to one subgraph are one request when nothing follows from the earlier ones, since the
 * subgraph runs them in order.
 */
final class MutationStages implements Stages {

    private final Router router;
    private final FetchGraphs graphs;
    private final WorkLimit limit;
    private final List<FetchGraph> stages = new ArrayList<>();
    private List<FetchDraft> open = new ArrayList<>();

    MutationStages(Router router, FetchGraphs graphs, WorkLimit limit) {
        this.limit = limit;
        this.router = router;
        this.graphs = graphs;
    }

    @Override
    public void add(FetchNode node) {
        close();
        stages.add(new FetchGraph(List.of(node)));
    }

    @Override
    public void ask(String key, List<Field> fields) {
        List<FetchDraft> drafts = router.route(Map.of(key, fields));
        boolean joins = open.stream()
                .allMatch(draft -> draft.waitsFor().isEmpty()
                        && draft.subgraph() == drafts.get(0).subgraph());
        if (!joins) {
            close();
        }
        open.addAll(drafts);
    }

    @Override
    public List<FetchGraph> build() {
        close();
        return stages;
    }

    private void close() {
        if (!open.isEmpty()) {
            stages.add(graphs.build(open, true, limit));
            open = new ArrayList<>();
        }
    }
}
