package io.weir.graph.federation;

import graphql.language.Directive;
import graphql.language.DirectivesContainer;
import graphql.language.Field;
import graphql.language.FieldDefinition;
import graphql.language.InlineFragment;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.TypeDefinition;
import io.weir.graph.sdl.TypeIndex;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Finds the fields that field sets are made of, those within nested selections included. */
public final class FieldUses {

    private final Map<String, TypeDefinition<?>> types;
    private final Map<String, Set<String>> fields = new HashMap<>();

    private FieldUses(Map<String, TypeDefinition<?>> types) {
        this.types = types;
    }

    /**
     * Of the keys of some types.
     *
     * @param types all types of a subgraph
     * @param of the types whose keys count
     * @return the names of fields by the type that has them
     */
    public static Map<String, Set<String>> ofKeys(Map<String, TypeDefinition<?>> types, Iterable<String> of) {
        FieldUses uses = new FieldUses(types);
        for (String name : of) {
            TypeDefinition<?> type = types.get(name);
            if (type != null) {
                uses.collect(type, FederationDirectives.KEY, name);
            }
        }
        return uses.fields;
    }

    /** Of every {@code @requires} and {@code @provides} of a subgraph. */
    public static Map<String, Set<String>> ofFields(Map<String, TypeDefinition<?>> types) {
        FieldUses uses = new FieldUses(types);
        types.forEach((name, type) -> Fields.of(type).forEach(field -> {
            uses.collect(field, FederationDirectives.REQUIRES, name);
            uses.collect(field, FederationDirectives.PROVIDES, TypeIndex.bareName(field.getType()));
        }));
        return uses.fields;
    }

    private void collect(DirectivesContainer<?> element, String name, String type) {
        element.getDirectives(name)
                .forEach(directive -> FieldSets.parse(FieldSets.text((Directive) directive))
                        .ifPresent(selections -> collect(type, selections)));
    }

    private void collect(String type, SelectionSet selections) {
        for (Selection<?> selection : selections.getSelections()) {
            if (selection instanceof Field field) {
                fields.computeIfAbsent(type, t -> new HashSet<>()).add(field.getName());
                collectBelow(type, field);
            } else if (selection instanceof InlineFragment fragment) {
                collect(
                        fragment.getTypeCondition() == null
                                ? type
                                : fragment.getTypeCondition().getName(),
                        fragment.getSelectionSet());
            }
        }
    }

    private void collectBelow(String type, Field field) {
        if (field.getSelectionSet() == null) {
            return;
        }
        for (FieldDefinition definition : Fields.of(types.get(type))) {
            if (definition.getName().equals(field.getName())) {
                collect(TypeIndex.bareName(definition.getType()), field.getSelectionSet());
            }
        }
    }
}
