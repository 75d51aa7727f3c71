package io.weir.plan;

import graphql.language.Field;
import io.weir.plan.demand.WorkLimit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The one stage of a query or subscription: everything starts as soon as it can. */
final class QueryStage implements Stages {

    private final Router router;
    private final FetchGraphs graphs;
    private final WorkLimit limit;
    private final List<FetchNode> nodes = new ArrayList<>(1);
    private final Map<String, List<Field>> asked = new LinkedHashMap<>();

    QueryStage(Router router, FetchGraphs graphs, WorkLimit limit) {
        this.limit = limit;
        this.router = router;
        this.graphs = graphs;
    }

    @Override
    public void add(FetchNode node) {
        nodes.add(node);
    }

    /** Fields of one key are one demand, whatever their aliases. */
    @Override
    public void ask(String key, List<Field> fields) {
        asked.computeIfAbsent(key, k -> new ArrayList<>()).addAll(fields);
    }

    @Override
    public List<FetchGraph> build() {
        List<FetchNode> all = new ArrayList<>();
        if (!asked.isEmpty()) {
            all.addAll(graphs.build(router.route(asked), false, limit).nodes());
        }
        all.addAll(nodes);
        return List.of(new FetchGraph(all));
    }
}
