package io.weir.graph.model;

import graphql.language.ListType;
import graphql.language.NonNullType;
import graphql.language.Type;
import graphql.language.TypeName;
import io.weir.graph.sdl.TypeIndex;

/**
 * What a field's type is around the named type.
 *
 * @param name the named type
 * @param required whether the whole is never null
 * @param list whether it is a list
 * @param nullableElements whether elements of the list may be null
 * @param nested whether it is a list of lists
 */
record FieldShape(String name, boolean required, boolean list, boolean nullableElements, boolean nested) {

    static FieldShape of(Type<?> type) {
        boolean required = type instanceof NonNullType;
        Type<?> whole = bare(type);
        if (!(whole instanceof ListType list)) {
            return new FieldShape(((TypeName) whole).getName(), required, false, false, false);
        }
        Type<?> element = bare(list.getType());
        boolean nested = element instanceof ListType;
        return new FieldShape(
                TypeIndex.bareName(element), required, true, !(list.getType() instanceof NonNullType), nested);
    }

    private static Type<?> bare(Type<?> type) {
        return type instanceof NonNullType nonNull ? nonNull.getType() : type;
    }
}
