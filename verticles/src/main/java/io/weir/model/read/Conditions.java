package io.weir.model.read;

import io.weir.error.ErrorCode;
import io.weir.graph.model.Column;
import io.weir.graph.model.Model;
import io.weir.graph.model.Models;
import io.weir.graph.model.Reference;
import io.weir.graph.model.References;
import io.weir.model.ModelException;
import io.weir.model.table.Tables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The filters of one statement in, the conditions of its text out. What filters mean stands at {@link
 * io.weir.graph.model.filter.ModelEventFilter}: a filter holds of a row or it does not, nothing is unknown.
 *
 * <p>In the text a condition may be null where it does not hold: {@code not} is always {@code is not true}.
 */
final class Conditions {

    /** Conditions of one statement. */
    private static final int MOST = 200;

    /** Filters within filters. */
    private static final int DEEPEST = 10;

    private static final String AND = "AND";
    private static final String OR = "OR";
    private static final String NOT = "NOT";

    private static final String ALWAYS = "true";
    private static final String NEVER = "false";

    private final Models models;
    private final Parameters parameters;
    private final ScalarConditions scalars;
    private int count;
    private int rows;

    Conditions(Models models, Parameters parameters) {
        this.models = models;
        this.parameters = parameters;
        this.scalars = new ScalarConditions(parameters);
    }

    /**
     * What must hold of a row.
     *
     * @param row its alias in the statement
     * @param filter as GraphQL coerced it
     */
    String of(Model model, String row, Map<?, ?> filter) {
        return all(model, row, filter, 1);
    }

    private String all(Model model, String row, Map<?, ?> filter, int depth) {
        checkDepth(depth);
        List<String> parts = new ArrayList<>();
        filter.forEach((key, value) -> {
            if (value != null) {
                parts.add(one(model, row, (String) key, value, depth));
            }
        });
        return joined(parts, " and ", ALWAYS);
    }

    private String one(Model model, String row, String key, Object value, int depth) {
        return switch (key) {
            case AND, OR, NOT ->
                combined(key, value, inner -> {
                    counted();
                    return all(model, row, inner, depth + 1);
                });
            case ScalarConditions.IS_NULL -> Boolean.TRUE.equals(value) ? NEVER : ALWAYS; // a row is a row
            default -> field(model, row, key, (Map<?, ?>) value, depth);
        };
    }

    private static String combined(String word, Object filters, Function<Map<?, ?>, String> condition) {
        List<String> parts = new ArrayList<>();
        for (Object filter : filters instanceof List<?> list ? list : List.of(filters)) {
            parts.add(condition.apply((Map<?, ?>) filter));
        }
        return switch (word) {
            case AND -> joined(parts, " and ", ALWAYS);
            case OR -> joined(parts, " or ", NEVER);
            default -> not(parts.get(0));
        };
    }

    private String field(Model model, String row, String field, Map<?, ?> filter, int depth) {
        Column column = Fields.column(model, field).orElse(null);
        if (column != null) {
            return scalar(column, name(row, field), filter);
        }
        Reference reference = Fields.reference(model, field).orElse(null);
        if (reference != null) {
            return reference(reference, name(row, field), filter, depth);
        }
        References list = Fields.list(model, field)
                .orElseThrow(() -> new IllegalArgumentException(model.name() + " has no field " + field));
        return list(model, row, list, filter, depth);
    }

    private String scalar(Column column, String name, Map<?, ?> filter) {
        List<String> parts = new ArrayList<>();
        filter.forEach((operator, value) -> {
            counted();
            parts.add(scalars.of(column, name, (String) operator, value));
        });
        return joined(parts, " and ", ALWAYS);
    }

    private String reference(Reference reference, String name, Map<?, ?> filter, int depth) {
        List<String> parts = new ArrayList<>();
        Map<Object, Object> ofRow = new LinkedHashMap<>();
        filter.forEach((key, value) -> {
            if (value != null && key.equals(ScalarConditions.IS_NULL)) {
                counted();
                parts.add(name + (Boolean.TRUE.equals(value) ? " is null" : " is not null"));
            } else if (value != null) {
                ofRow.put(key, value);
            }
        });
        if (!ofRow.isEmpty()) {
            parts.add(referred(reference, name, ofRow, depth));
        }
        return joined(parts, " and ", ALWAYS);
    }

    /** What is said of the id alone can be said of the column, which has an index. */
    private String referred(Reference reference, String name, Map<?, ?> filter, int depth) {
        if (filter.keySet().equals(Set.of(Model.ID))
                && filter.get(Model.ID) instanceof Map<?, ?> id
                && id.size() == 1
                && (id.get("eq") != null || id.get("in") != null)) {
            return scalar(
                    Fields.column(models.get(reference.target()), Model.ID).orElseThrow(), name, id);
        }
        counted();
        Model target = models.get(reference.target());
        String other = nextRow();
        return "exists (select from %s %s where %s = %s and %s)"
                .formatted(
                        Tables.table(target),
                        other,
                        name(other, Model.ID),
                        name,
                        all(target, other, filter, depth + 1));
    }

    private String list(Model model, String row, References list, Map<?, ?> filter, int depth) {
        List<String> parts = new ArrayList<>();
        filter.forEach((quantifier, value) -> {
            if (value != null) {
                counted();
                parts.add(quantified(model, row, list, (String) quantifier, (Map<?, ?>) value, depth));
            }
        });
        return joined(parts, " and ", ALWAYS);
    }

    private String quantified(
            Model model, String row, References list, String quantifier, Map<?, ?> filter, int depth) {
        Model target = models.get(list.target());
        String other = nextRow();
        String some = "exists (select from %s where %s and %%s)"
                .formatted(Links.from(model, list, target, other), Links.owned(list, other, name(row, Model.ID)));
        String condition = all(target, other, filter, depth + 1);
        return switch (quantifier) {
            case "some" -> some.formatted(condition);
            case "none" -> "not " + some.formatted(condition);
            case "every" -> "not " + some.formatted(not(condition));
            default -> throw new IllegalArgumentException(quantifier);
        };
    }

    private static void checkDepth(int depth) {
        if (depth > DEEPEST) {
            throw new ModelException(
                    ErrorCode.BAD_USER_INPUT, "a filter holds others in each other " + DEEPEST + " deep at most");
        }
    }

    private void counted() {
        count++;
        if (count > MOST) {
            throw new ModelException(ErrorCode.BAD_USER_INPUT, "a filter has " + MOST + " conditions at most");
        }
    }

    private String nextRow() {
        rows++;
        return "f" + rows;
    }

    private static String name(String row, String field) {
        return row + "." + Tables.column(field);
    }

    private static String not(String condition) {
        return "(" + condition + ") is not true";
    }

    private static String joined(List<String> parts, String word, String none) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        return parts.isEmpty() ? none : "(" + String.join(word, parts) + ")";
    }
}
