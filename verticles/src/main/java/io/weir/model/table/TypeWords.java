package io.weir.model.table;

import io.weir.graph.model.Column;
import io.weir.graph.model.Models;
import java.util.Map;
import java.util.Optional;

/** What the types of columns are called in the schema. */
final class TypeWords {

    private static final Map<String, String> SCALARS = Map.of(
            "text", "String",
            "integer", "Int",
            "double precision", "Float",
            "boolean", "Boolean",
            "numeric", "Decimal",
            "timestamptz", "DateTime",
            "date", "Date",
            "jsonb", "JSON");

    private final Models models;

    TypeWords(Models models) {
        this.models = models;
    }

    /** As the store has it: ids and enums are texts. */
    String found(ColumnShape column) {
        if (column.link().isPresent()) {
            return column.link().get().table();
        }
        String one = column.type().replace("[]", "");
        String word = SCALARS.getOrDefault(one, one);
        return one.equals(column.type()) ? word : "[" + word + "]";
    }

    /** As the schema has it. */
    String wanted(TableShape table, String name, ColumnShape shape) {
        return column(table, name)
                .map(own -> own.list() ? "[" + own.typeName() + "]" : own.typeName())
                .orElseGet(() -> found(shape));
    }

    /** The name of the enum that a column has. */
    String type(TableShape table, String name) {
        return column(table, name).map(Column::typeName).orElse(name);
    }

    private Optional<Column> column(TableShape table, String name) {
        return models.all().values().stream()
                .filter(model -> Tables.fitted(model.name()).equals(table.name()))
                .flatMap(model -> model.columns().stream())
                .filter(column -> Tables.fitted(column.field()).equals(name))
                .findFirst();
    }
}
