package io.weir.graph.model;

import graphql.language.FieldDefinition;
import graphql.language.ObjectTypeDefinition;

/**
 * A model and the type that it was read from.
 *
 * @param type with every directive that stood there
 */
record ModelSource(Model model, ObjectTypeDefinition type) {

    /** A field that the user declared. */
    FieldDefinition field(String name) {
        return type.getFieldDefinitions().stream()
                .filter(field -> field.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Whether the user declared it. */
    boolean declares(String name) {
        return type.getFieldDefinitions().stream()
                .anyMatch(field -> field.getName().equals(name));
    }
}
