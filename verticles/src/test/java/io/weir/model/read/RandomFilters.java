package io.weir.model.read;

import io.weir.graph.model.Column;
import io.weir.graph.model.ColumnType;
import io.weir.graph.model.Model;
import io.weir.graph.model.References;
import io.weir.model.Warehouse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Filters of the {@link Warehouse}, with every operator that there is. */
final class RandomFilters {

    private static final List<String> EQUALITY = List.of("eq", "ne", "in", "notIn", "isNull");
    private static final List<String> ORDER = List.of("eq", "ne", "in", "notIn", "lt", "lte", "gt", "gte", "isNull");
    private static final List<String> TEXT = List.of(
            "eq", "ne", "in", "notIn", "lt", "lte", "gt", "gte", "contains", "startsWith", "endsWith", "isNull");

    private final Random random;
    private final RandomRows rows;

    RandomFilters(Random random, RandomRows rows) {
        this.random = random;
        this.rows = rows;
    }

    Map<String, Object> filter(Model model, int deep) {
        Map<String, Object> filter = new LinkedHashMap<>();
        int parts = random.nextInt(3);
        for (int i = 0; i < parts; i++) {
            part(model, deep, filter);
        }
        return filter;
    }

    private void part(Model model, int deep, Map<String, Object> filter) {
        int kind = deep == 0 ? 0 : random.nextInt(8);
        switch (kind) {
            case 0, 1, 2 -> scalar(model, filter);
            case 3 -> filter.put("AND", filters(model, deep - 1));
            case 4 -> filter.put("OR", filters(model, deep - 1));
            case 5 -> filter.put("NOT", filter(model, deep - 1));
            default -> relation(model, deep - 1, filter);
        }
    }

    private List<Map<String, Object>> filters(Model model, int deep) {
        return IntStream.range(0, random.nextInt(3))
                .mapToObj(i -> filter(model, deep))
                .toList();
    }

    private void scalar(Model model, Map<String, Object> filter) {
        Column column =
                rows.any(Stream.concat(Model.common(), model.columns().stream()).toList());
        Map<String, Object> conditions = new LinkedHashMap<>();
        for (int i = 0; i <= random.nextInt(2); i++) {
            String operator = rows.any(operators(column));
            conditions.put(operator, random.nextInt(20) == 0 ? null : operand(column, operator));
        }
        filter.put(column.field(), conditions);
    }

    private static List<String> operators(Column column) {
        if (column.list()) {
            return List.of("has", "isNull");
        }
        return switch (column.type()) {
            case JSON -> List.of("isNull");
            case BOOLEAN, ENUM -> EQUALITY;
            case ID, STRING -> TEXT;
            default -> ORDER;
        };
    }

    private Object operand(Column column, String operator) {
        return switch (operator) {
            case "isNull" -> random.nextBoolean();
            case "in", "notIn" ->
                IntStream.range(0, random.nextInt(3))
                        .mapToObj(i -> rows.value(column.type()))
                        .toList();
            case "contains", "startsWith", "endsWith" ->
                column.type() == ColumnType.ID ? rows.any(List.of("I", "1", "Item1", "%")) : rows.any(RandomRows.TEXTS);
            default -> rows.value(column.type());
        };
    }

    private void relation(Model model, int deep, Map<String, Object> filter) {
        if (model == Warehouse.ITEM && random.nextBoolean()) {
            Map<String, Object> owner = filter(Warehouse.PERSON, deep);
            if (random.nextInt(3) == 0) {
                owner.put("isNull", random.nextBoolean());
            }
            if (random.nextInt(3) == 0) {
                owner.put("id", Map.of("eq", "Person" + random.nextInt(5)));
            }
            filter.put("owner", owner);
            return;
        }
        References list = model.lists().get(0);
        Model target = model == Warehouse.ITEM ? Warehouse.PERSON : Warehouse.ITEM;
        filter.put(list.field(), Map.of(rows.any(List.of("some", "none", "every")), filter(target, deep)));
    }
}
