package io.weir.model.subgraph;

import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.SelectedField;
import io.weir.error.ErrorCode;
import io.weir.graph.model.Model;
import io.weir.graph.model.Reference;
import io.weir.model.ModelException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A field that is another model. The row is read only where more than its id is selected. */
final class ReferenceField implements DataFetcher<CompletableFuture<@Nullable Row>> {

    private final Reference reference;
    private final Model target;

    ReferenceField(Reference reference, Model target) {
        this.reference = reference;
        this.target = target;
    }

    @Override
    public CompletableFuture<@Nullable Row> get(DataFetchingEnvironment environment) {
        Row row = Objects.requireNonNull(environment.<Row>getSource(), "a row");
        if (!(row.image().get(reference.field()) instanceof Map<?, ?> stub)) {
            return CompletableFuture.completedFuture(null);
        }
        Object id = Objects.requireNonNull(stub.get(Model.ID), "a reference has an id");
        if (environment.getSelectionSet().getImmediateFields().stream().allMatch(ReferenceField::known)) {
            return CompletableFuture.completedFuture(new Row(target, Map.of(Model.ID, id)));
        }
        return ModelRequest.of(environment.getGraphQlContext())
                .row(target, id.toString())
                .thenApply(this::there);
    }

    private static boolean known(SelectedField field) {
        return field.getName().equals(Model.ID) || field.getName().equals("__typename");
    }

    /** What is referred to is always there; what was may have gone, with all that refers to it, since it was read. */
    private @Nullable Row there(@Nullable Row row) {
        if (row == null && reference.required()) {
            throw new ModelException(
                    ErrorCode.VERSION_CONFLICT,
                    "\"%s\" was changed while it was read: ask again".formatted(reference.field()));
        }
        return row;
    }
}
