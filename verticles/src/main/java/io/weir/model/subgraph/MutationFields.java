package io.weir.model.subgraph;

import graphql.schema.DataFetchingEnvironment;
import io.vertx.core.Future;
import io.weir.graph.model.ColumnType;
import io.weir.graph.model.Model;
import io.weir.model.Writes;
import io.weir.model.table.Values;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The root fields that change a model. */
final class MutationFields {

    private static final String INPUT = "input";

    private final Model model;
    private final Writes writes;

    MutationFields(Model model, Writes writes) {
        this.model = model;
        this.writes = writes;
    }

    /** {@code createOrder(input)}. */
    CompletionStage<@Nullable Row> create(DataFetchingEnvironment environment) {
        return row(writes.create(model, input(environment), depth(environment)));
    }

    /** {@code updateOrder(id, input, expectedVersion)}. */
    CompletionStage<@Nullable Row> update(DataFetchingEnvironment environment) {
        Integer expected = environment.getArgument("expectedVersion");
        return row(writes.update(model, id(environment), input(environment), expected, depth(environment)));
    }

    /** {@code deleteOrder(id)}. */
    CompletionStage<@Nullable Row> delete(DataFetchingEnvironment environment) {
        return row(writes.delete(model, id(environment), depth(environment)));
    }

    private CompletionStage<@Nullable Row> row(Future<? extends @Nullable Map<String, @Nullable Object>> written) {
        return written.map(image -> image == null ? null : new Row(model, image))
                .toCompletionStage();
    }

    private static String id(DataFetchingEnvironment environment) {
        Object id = Objects.requireNonNull(environment.getArgument(Model.ID), "not null in the schema");
        return Values.text(Model.ID, ColumnType.ID, id);
    }

    private static Map<String, @Nullable Object> input(DataFetchingEnvironment environment) {
        return environment.getArgumentOrDefault(INPUT, Map.of());
    }

    private static int depth(DataFetchingEnvironment environment) {
        return ModelRequest.of(environment.getGraphQlContext()).depth();
    }
}
