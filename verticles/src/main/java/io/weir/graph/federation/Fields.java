package io.weir.graph.federation;

import graphql.language.FieldDefinition;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.language.Type;
import graphql.language.TypeDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What objects and interfaces have in common. */
@SuppressWarnings("rawtypes") // as graphql-java declares it
public final class Fields {

    private Fields() {}

    /** The fields of an object or interface; none for anything else. */
    public static List<FieldDefinition> of(@Nullable TypeDefinition<?> type) {
        if (type instanceof ObjectTypeDefinition object) {
            return object.getFieldDefinitions();
        }
        return type instanceof InterfaceTypeDefinition abstractType ? abstractType.getFieldDefinitions() : List.of();
    }

    /** The interfaces that an object or interface names; none for anything else. */
    public static List<Type> interfaces(@Nullable TypeDefinition<?> type) {
        if (type instanceof ObjectTypeDefinition object) {
            return object.getImplements();
        }
        return type instanceof InterfaceTypeDefinition abstractType ? abstractType.getImplements() : List.of();
    }

    /** The object or interface with other fields. */
    public static TypeDefinition<?> replaced(TypeDefinition<?> type, List<FieldDefinition> fields) {
        if (type instanceof ObjectTypeDefinition object) {
            return object.transform(o -> o.fieldDefinitions(fields));
        }
        return type instanceof InterfaceTypeDefinition abstractType
                ? abstractType.transform(i -> i.definitions(fields))
                : type;
    }
}
