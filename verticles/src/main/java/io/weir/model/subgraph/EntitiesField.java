package io.weir.model.subgraph;

import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import io.weir.graph.model.ColumnType;
import io.weir.graph.model.Model;
import io.weir.graph.model.Models;
import io.weir.model.ModelException;
import io.weir.model.table.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** {@code _entities}: rows by their ids, null where there is none. */
final class EntitiesField implements DataFetcher<CompletableFuture<List<@Nullable Row>>> {

    private final Models models;

    EntitiesField(Models models) {
        this.models = models;
    }

    @Override
    public CompletableFuture<List<@Nullable Row>> get(DataFetchingEnvironment environment) {
        ModelRequest request = ModelRequest.of(environment.getGraphQlContext());
        List<CompletableFuture<@Nullable Row>> rows = new ArrayList<>();
        List<?> representations = environment.getArgumentOrDefault("representations", List.of());
        representations.forEach(each -> rows.add(row(request, each)));
        return CompletableFuture.allOf(rows.toArray(CompletableFuture[]::new))
                .thenApply(all -> rows.stream().map(CompletableFuture::join).toList());
    }

    private CompletableFuture<@Nullable Row> row(ModelRequest request, Object representation) {
        Map<?, ?> fields = representation instanceof Map<?, ?> map ? map : Map.of();
        Model model = models.all().get(String.valueOf(fields.get("__typename")));
        Object id = fields.get(Model.ID);
        return model == null || id == null || !possible(id)
                ? CompletableFuture.completedFuture(null)
                : request.row(model, String.valueOf(id));
    }

    /** An event or another subgraph may say what no row's id can be, and others are read together with it. */
    private static boolean possible(Object id) {
        try {
            Values.text(Model.ID, ColumnType.ID, id);
            return true;
        } catch (ModelException refused) {
            return false;
        }
    }
}
