package io.weir.model;

import io.weir.graph.model.Column;
import io.weir.graph.model.ColumnType;
import io.weir.graph.model.Model;
import io.weir.graph.model.Models;
import io.weir.graph.model.Reference;
import io.weir.graph.model.References;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Two models that have one of everything: {@code Item}, with a column of each type, that may refer to the {@code Person}
 * who owns it and to a list of others who like it; each person has a list of what they own.
 */
public final class Warehouse {

    public static final Model ITEM = new Model(
            "Item",
            "item",
            "items",
            List.of(
                    column("name", ColumnType.STRING, "String", true),
                    column("note", ColumnType.STRING, "String", false),
                    column("kind", ColumnType.ENUM, "Kind", false),
                    column("whole", ColumnType.INT, "Int", false),
                    column("real", ColumnType.FLOAT, "Float", false),
                    column("flag", ColumnType.BOOLEAN, "Boolean", false),
                    column("price", ColumnType.DECIMAL, "Decimal", false),
                    column("sold", ColumnType.DATE_TIME, "DateTime", false),
                    column("day", ColumnType.DATE, "Date", false),
                    column("extra", ColumnType.JSON, "JSON", false),
                    new Column("tags", ColumnType.STRING, "String", true, false, false, Optional.empty())),
            List.of(new Reference("owner", "Person", false, false)),
            List.of(new References("fans", "Person", Optional.empty())),
            List.of());

    public static final Model PERSON = new Model(
            "Person",
            "person",
            "people",
            List.of(
                    column("name", ColumnType.STRING, "String", true),
                    column("nick", ColumnType.STRING, "String", false)),
            List.of(),
            List.of(new References("owns", "Item", Optional.of("owner"))),
            List.of());

    public static final Models MODELS = new Models(Map.of("Item", ITEM, "Person", PERSON), Optional.empty());

    private Warehouse() {}

    private static Column column(String field, ColumnType type, String name, boolean required) {
        return new Column(field, type, name, false, required, false, Optional.empty());
    }
}
