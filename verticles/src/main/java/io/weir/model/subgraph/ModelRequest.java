package io.weir.model.subgraph;

import graphql.GraphQLContext;
import io.vertx.core.Context;
import io.weir.error.ErrorCode;
import io.weir.graph.model.Model;
import io.weir.model.ModelException;
import io.weir.model.read.ListRequest;
import io.weir.model.read.Reads;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What the fetchers of one request share: so that equal things are asked for together. Belongs to one context. */
final class ModelRequest {

    private final Reads reads;
    private final Context context;
    private final int depth;
    private final @Nullable String key;
    private int given;
    private final Map<String, Loader<Map<String, @Nullable Object>>> rows = new HashMap<>();
    private final Map<ListRequest, Loader<List<Map<String, @Nullable Object>>>> lists = new HashMap<>();

    /**
     * A request.
     *
     * @param depth how many events of ours led to it
     * @param key what repeating it does nothing anew under; null for none
     */
    ModelRequest(Reads reads, Context context, int depth, @Nullable String key) {
        this.reads = reads;
        this.context = context;
        this.depth = depth;
        this.key = key;
    }

    static ModelRequest of(GraphQLContext context) {
        ModelRequest request = context.get(ModelRequest.class);
        if (request == null) {
            throw new IllegalStateException("executed by someone else");
        }
        return request;
    }

    void in(GraphQLContext.Builder builder) {
        builder.put(ModelRequest.class, this);
    }

    int depth() {
        return depth;
    }

    @Nullable
    String key() {
        return key;
    }

    /** A row; null when there is none. */
    CompletableFuture<@Nullable Row> row(Model model, String id) {
        return rows.computeIfAbsent(model.name(), name -> new Loader<>(context, ids -> reads.rows(model, ids)))
                .load(id)
                .thenApply(image -> {
                    give(image == null ? 0 : 1);
                    return image == null ? null : new Row(model, image);
                });
    }

    /**
     * Counts rows of the answer. Few rows of the store can be many of the answer, since lists within lists multiply.
     *
     * @throws ModelException when they are too many
     */
    void give(int count) {
        given += count;
        if (given > Reads.MOST_ROWS) {
            throw new ModelException(
                    ErrorCode.QUERY_TOO_COMPLEX,
                    "the answer has more than %d rows: ask for fewer at once".formatted(Reads.MOST_ROWS));
        }
    }

    /** What one row's list has. */
    CompletableFuture<List<Row>> list(ListRequest request, Model target, String owner) {
        return lists.computeIfAbsent(request, asked -> new Loader<>(context, owners -> reads.lists(asked, owners)))
                .load(owner)
                .thenApply(images -> {
                    give(images == null ? 0 : images.size());
                    return images == null
                            ? List.of()
                            : images.stream()
                                    .map(image -> new Row(target, image))
                                    .toList();
                });
    }
}
