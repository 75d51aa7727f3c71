package io.weir.model.subgraph;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.DataFetchingFieldSelectionSet;
import io.weir.graph.model.ColumnType;
import io.weir.graph.model.Model;
import io.weir.model.read.Page;
import io.weir.model.read.PageRequest;
import io.weir.model.read.PageRequest.Part;
import io.weir.model.read.Reads;
import io.weir.model.table.Values;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The root fields that read a model. */
final class QueryFields {

    private final Model model;
    private final Reads reads;

    QueryFields(Model model, Reads reads) {
        this.model = model;
        this.reads = reads;
    }

    /** {@code order(id)}. */
    CompletionStage<@Nullable Row> one(DataFetchingEnvironment environment) {
        Object id = Objects.requireNonNull(environment.getArgument(Model.ID), "not null in the schema");
        return ModelRequest.of(environment.getGraphQlContext()).row(model, Values.text(Model.ID, ColumnType.ID, id));
    }

    /** {@code orders(…)}. */
    CompletionStage<Page> many(DataFetchingEnvironment environment) {
        DataFetchingFieldSelectionSet selected = environment.getSelectionSet();
        boolean bounds = selected.contains("pageInfo");
        boolean rows = bounds || selected.containsAnyOf("nodes", "edges");
        Part part = new Part(rows, selected.contains("totalCount"), bounds);
        return reads.page(PageRequest.of(model, environment.getArguments(), part))
                .toCompletionStage();
    }
}
