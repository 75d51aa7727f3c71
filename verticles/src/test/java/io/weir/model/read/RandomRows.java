package io.weir.model.read;

import io.weir.graph.model.Column;
import io.weir.graph.model.ColumnType;
import io.weir.graph.model.Model;
import io.weir.model.TestRows;
import io.weir.model.Warehouse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows of the {@link Warehouse} with values that are often equal, often null, and often mean: in memory and in tables. */
final class RandomRows {

    static final List<String> TEXTS = List.of(
            "",
            "a",
            "A",
            "ab",
            "abc",
            "a%",
            "a%c",
            "a_c",
            "a\\c",
            "\\",
            "'; drop table x; --",
            "é",
            "z",
            "\ufffd",
            "😀",
            "\udbff\udfff",
            "\udbff\udfff\udbff\udfff",
            "\ud7ff",
            "\ud7ffx",
            "\ue000");

    private final Random random;
    final List<Map<String, @Nullable Object>> people = new ArrayList<>();
    final List<Map<String, @Nullable Object>> items = new ArrayList<>();

    RandomRows(Random random, int count) {
        this.random = random;
        for (int i = 0; i < count / 4; i++) {
            Map<String, @Nullable Object> person = row(Warehouse.PERSON, i);
            person.put("owns", new ArrayList<>());
            people.add(person);
        }
        for (int i = 0; i < count; i++) {
            Map<String, @Nullable Object> item = row(Warehouse.ITEM, i);
            Map<String, @Nullable Object> owner = random.nextInt(3) == 0 ? null : any(people);
            item.put("owner", owner);
            if (owner != null) {
                @SuppressWarnings("unchecked")
                List<Object> owns = (List<Object>) owner.get("owns");
                owns.add(item);
            }
            List<Object> fans = new ArrayList<>();
            people.stream().filter(person -> random.nextInt(people.size()) < 2).forEach(fans::add);
            item.put("fans", fans);
            items.add(item);
        }
    }

    private Map<String, @Nullable Object> row(Model model, int number) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        Stream.concat(Model.common(), model.columns().stream()).forEach(column -> {
            boolean isNull = !column.required() && random.nextInt(3) == 0;
            row.put(column.field(), isNull ? null : value(column));
        });
        row.put(Model.ID, model.name() + number);
        return row;
    }

    @Nullable
    Object value(Column column) {
        return column.list() ? List.of(value(column.type()), value(column.type())) : value(column.type());
    }

    /** One of few values of a type. */
    Object value(ColumnType type) {
        int n = random.nextInt(4);
        return switch (type) {
            case ID -> "Item" + random.nextInt(20);
            case STRING -> any(TEXTS);
            case ENUM -> any(List.of("NEW", "OLD", "LOST"));
            case INT -> n - 1;
            case FLOAT -> any(List.of(-1.5, 0.1, 1e300, 5e-324));
            case BOOLEAN -> n % 2 == 0;
            case DECIMAL -> any(List.of("0.1", "0.10", "-3", "100000000000000000000.000000000000000001"));
            case DATE_TIME -> "2026-11-22T00:00:00.00000" + n + "Z";
            case DATE -> "2026-11-2" + n;
            case JSON -> Map.of("n", n);
        };
    }

    <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    void insert(TestRows tables) {
        people.forEach(person -> tables.insert(Warehouse.PERSON, person));
        for (Map<String, @Nullable Object> item : items) {
            Map<String, @Nullable Object> stored = new LinkedHashMap<>(item);
            stored.put("owner", item.get("owner") instanceof Map<?, ?> owner ? owner.get(Model.ID) : null);
            tables.insert(Warehouse.ITEM, stored);
            List<String> fans = ((List<?>) item.get("fans"))
                    .stream()
                            .map(fan -> (String) ((Map<?, ?>) fan).get(Model.ID))
                            .toList();
            tables.pair(Warehouse.ITEM, "fans", (String) item.get(Model.ID), fans);
        }
    }
}
