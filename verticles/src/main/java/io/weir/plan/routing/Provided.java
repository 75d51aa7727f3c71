package io.weir.plan.routing;

import graphql.language.Field;
import graphql.language.InlineFragment;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import io.weir.graph.supergraph.FieldSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fields that can be asked for at one place only: a field that led there {@code @provides} them, though the type's own
 * declaration says {@code @external}. The nested fields of a key are provided by the key in the same way.
 */
record Provided(List<SelectionSet> sets) {

    static final Provided NOTHING = new Provided(List.of());

    boolean nothing() {
        return sets.isEmpty();
    }

    /** Whether a field of an object of this type is provided. */
    boolean has(Catalog catalog, String type, String field) {
        return !nothing() && !find(catalog, type, field).isEmpty();
    }

    /** What is provided below a field: what is so here, what its own declaration adds, and what keys hold. */
    Provided below(Catalog catalog, String type, Home home, String field) {
        List<SelectionSet> below = new ArrayList<>();
        find(catalog, type, field).forEach(f -> add(below, f.getSelectionSet()));
        if (home.field().provides() != null) {
            below.add(home.field().provides().selections());
        }
        if (home.key()) {
            for (Catalog.View view : catalog.views(type)) {
                if (view.subgraph() == home.subgraph()) {
                    Catalog.keys(view).stream()
                            .map(key -> new Provided(List.of(key.fields().selections())))
                            .flatMap(key -> key.find(catalog, type, field).stream())
                            .forEach(f -> add(below, f.getSelectionSet()));
                }
            }
        }
        return below.isEmpty() ? NOTHING : new Provided(below);
    }

    static Provided of(@Nullable FieldSet fields) {
        return fields == null ? NOTHING : new Provided(List.of(fields.selections()));
    }

    private static void add(List<SelectionSet> below, @Nullable SelectionSet set) {
        if (set != null) {
            below.add(set);
        }
    }

    private List<Field> find(Catalog catalog, String type, String field) {
        List<Field> found = new ArrayList<>(1);
        sets.forEach(set -> find(catalog, type, field, set, found));
        return found;
    }

    private static void find(Catalog catalog, String type, String field, SelectionSet set, List<Field> found) {
        for (Selection<?> selection : set.getSelections()) {
            if (selection instanceof Field named && named.getName().equals(field)) {
                found.add(named);
            } else if (selection instanceof InlineFragment inline && FieldSets.applies(inline, type, catalog)) {
                find(catalog, type, field, inline.getSelectionSet(), found);
            }
        }
    }
}
