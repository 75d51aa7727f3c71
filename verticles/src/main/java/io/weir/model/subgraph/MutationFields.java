package io.weir.model.subgraph;

import graphql.schema.DataFetchingEnvironment;
import io.vertx.core.Future;
import io.weir.error.ErrorCode;
import io.weir.graph.model.ColumnType;
import io.weir.graph.model.Model;
import io.weir.model.ModelException;
import io.weir.model.Writes;
import io.weir.model.table.Values;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
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
        ModelRequest request = ModelRequest.of(environment.getGraphQlContext());
        Map<String, @Nullable Object> input = input(environment);
        String key = request.key();
        return row(
                key == null || input.get(Model.ID) != null
                        ? writes.create(model, input, request.depth())
                        : createOnce(request, key, input));
    }

    /** The id says what was asked for, so that the row which is there already is the one that was made then. */
    private Future<? extends @Nullable Map<String, @Nullable Object>> createOnce(
            ModelRequest request, String key, Map<String, @Nullable Object> input) {
        String asked = key + '\0' + model.name() + '\0' + input;
        String id =
                UUID.nameUUIDFromBytes(asked.getBytes(StandardCharsets.UTF_8)).toString();
        Map<String, @Nullable Object> named = new LinkedHashMap<>(input);
        named.put(Model.ID, id);
        return writes.create(model, named, request.depth())
                .<@Nullable Map<String, @Nullable Object>>map(made -> made)
                .recover(failure -> madeBefore(request, id, failure));
    }

    /** Whichever unique field of the row says so first. */
    private Future<@Nullable Map<String, @Nullable Object>> madeBefore(
            ModelRequest request, String id, Throwable failure) {
        if (!(failure instanceof ModelException refused) || refused.code() != ErrorCode.NOT_UNIQUE) {
            return Future.failedFuture(failure);
        }
        return Future.fromCompletionStage(request.row(model, id))
                .compose(row -> row == null ? Future.failedFuture(failure) : Future.succeededFuture(row.image()));
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
