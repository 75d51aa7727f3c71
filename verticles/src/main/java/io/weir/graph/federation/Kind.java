package io.weir.graph.federation;

import graphql.language.EnumTypeDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.language.TypeDefinition;
import graphql.language.UnionTypeDefinition;

/** The kinds of types, in the words of problems. */
public enum Kind {
    OBJECT("an object type"),
    INTERFACE("an interface"),
    UNION("a union"),
    ENUM("an enum"),
    INPUT("an input type"),
    SCALAR("a scalar");

    private final String words;

    Kind(String words) {
        this.words = words;
    }

    public static Kind of(TypeDefinition<?> definition) {
        if (definition instanceof ObjectTypeDefinition) {
            return OBJECT;
        } else if (definition instanceof InterfaceTypeDefinition) {
            return INTERFACE;
        } else if (definition instanceof UnionTypeDefinition) {
            return UNION;
        } else if (definition instanceof EnumTypeDefinition) {
            return ENUM;
        } else if (definition instanceof InputObjectTypeDefinition) {
            return INPUT;
        }
        return SCALAR;
    }

    public boolean composite() {
        return this == OBJECT || this == INTERFACE || this == UNION;
    }

    @Override
    public String toString() {
        return words;
    }
}
