package io.weir.model.read;

import io.weir.graph.model.Column;
import io.weir.graph.model.Model;
import io.weir.graph.model.Reference;
import io.weir.graph.model.References;
import java.util.Optional;

/** Finds what a field of a model is; the columns that every model has are fields too. */
final class Fields {

    private Fields() {}

    static Optional<Column> column(Model model, String field) {
        return Model.common()
                .filter(column -> column.field().equals(field))
                .findFirst()
                .or(() -> model.column(field));
    }

    static Optional<Reference> reference(Model model, String field) {
        return model.references().stream()
                .filter(reference -> reference.field().equals(field))
                .findFirst();
    }

    static Optional<References> list(Model model, String field) {
        return model.lists().stream().filter(list -> list.field().equals(field)).findFirst();
    }
}
