package io.weir.model.subgraph;

import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import io.weir.graph.model.Model;
import io.weir.graph.model.References;
import io.weir.model.read.ListRequest;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** A field that is many other models. */
final class ListField implements DataFetcher<CompletableFuture<List<Row>>> {

    private final Model owner;
    private final References list;
    private final Model target;

    ListField(Model owner, References list, Model target) {
        this.owner = owner;
        this.list = list;
        this.target = target;
    }

    @Override
    public CompletableFuture<List<Row>> get(DataFetchingEnvironment environment) {
        Row row = Objects.requireNonNull(environment.<Row>getSource(), "a row");
        return ModelRequest.of(environment.getGraphQlContext())
                .list(ListRequest.of(owner, list, environment.getArguments()), target, row.id());
    }
}
