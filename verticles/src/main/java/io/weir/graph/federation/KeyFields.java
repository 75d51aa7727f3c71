package io.weir.graph.federation;

import graphql.language.Directive;
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

/** Finds the fields that keys are made of, those within nested selections included. */
final class KeyFields {

    private final Map<String, TypeDefinition<?>> types;
    private final Map<String, Set<String>> fields = new HashMap<>();

    private KeyFields(Map<String, TypeDefinition<?>> types) {
        this.types = types;
    }

    /**
     * Of the keys of some types.
     *
     * @param types all types of a subgraph
     * @param of the types whose keys count
     * @return the names of fields by the type that has them
     */
    static Map<String, Set<String>> of(Map<String, TypeDefinition<?>> types, Iterable<String> of) {
        KeyFields keys = new KeyFields(types);
        for (String name : of) {
            TypeDefinition<?> type = types.get(name);
            if (type != null) {
                type.getDirectives(FederationDirectives.KEY)
                        .forEach(key -> FieldSets.parse(FieldSets.text((Directive) key))
                                .ifPresent(selections -> keys.collect(name, selections)));
            }
        }
        return keys.fields;
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
