package io.weir.graph.sdl;

import graphql.language.Definition;
import graphql.language.FieldDefinition;
import graphql.language.ImplementingTypeDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.ListType;
import graphql.language.NonNullType;
import graphql.language.ObjectTypeDefinition;
import graphql.language.OperationTypeDefinition;
import graphql.language.ScalarTypeDefinition;
import graphql.language.SchemaDefinition;
import graphql.language.Type;
import graphql.language.TypeDefinition;
import graphql.language.TypeName;
import graphql.language.UnionTypeDefinition;
import graphql.schema.idl.ScalarInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The definitions of a schema by name, extensions beside what they extend. */
public final class TypeIndex {

    private final Map<String, List<TypeDefinition<?>>> types = new HashMap<>();
    private final Map<String, String> rootNames =
            new HashMap<>(Map.of("query", "Query", "mutation", "Mutation", "subscription", "Subscription"));

    public TypeIndex(List<Definition<?>> definitions) {
        for (Definition<?> definition : definitions) {
            if (definition instanceof TypeDefinition<?> type) {
                types.computeIfAbsent(type.getName(), name -> new ArrayList<>()).add(type);
            }
            if (definition instanceof SchemaDefinition schema) {
                for (OperationTypeDefinition operation : schema.getOperationTypeDefinitions()) {
                    rootNames.put(operation.getName(), operation.getTypeName().getName());
                }
            }
        }
    }

    /** The name of the type that {@code operation} ("query", "mutation", "subscription") starts from. */
    public String rootName(String operation) {
        return rootNames.getOrDefault(operation, operation);
    }

    public boolean has(String type) {
        return types.containsKey(type);
    }

    public Set<String> names() {
        return types.keySet();
    }

    public List<TypeDefinition<?>> definitions(String type) {
        return types.getOrDefault(type, List.of());
    }

    public boolean composite(String type) {
        return definitions(type).stream()
                .anyMatch(t -> t instanceof ImplementingTypeDefinition<?> || t instanceof UnionTypeDefinition);
    }

    /** Whether it is a scalar of the specification, which is defined nowhere, or a custom one. */
    public boolean scalar(String type) {
        return ScalarInfo.isGraphqlSpecifiedScalar(type)
                || definitions(type).stream().anyMatch(ScalarTypeDefinition.class::isInstance);
    }

    public boolean inputObject(String type) {
        return definitions(type).stream().anyMatch(InputObjectTypeDefinition.class::isInstance);
    }

    /** Fields of an object or interface, extensions included. */
    public List<FieldDefinition> fields(String type) {
        List<FieldDefinition> fields = new ArrayList<>();
        for (TypeDefinition<?> definition : definitions(type)) {
            if (definition instanceof ObjectTypeDefinition object) {
                fields.addAll(object.getFieldDefinitions());
            } else if (definition instanceof InterfaceTypeDefinition abstractType) {
                fields.addAll(abstractType.getFieldDefinitions());
            }
        }
        return fields;
    }

    public Optional<FieldDefinition> field(String type, String name) {
        return fields(type).stream().filter(f -> f.getName().equals(name)).findFirst();
    }

    public Optional<InputValueDefinition> inputField(String type, String name) {
        return definitions(type).stream()
                .filter(InputObjectTypeDefinition.class::isInstance)
                .flatMap(t -> ((InputObjectTypeDefinition) t).getInputValueDefinitions().stream())
                .filter(f -> f.getName().equals(name))
                .findFirst();
    }

    /** The object types that a value of {@code type} can have; itself when it is an object type. */
    public Set<String> possible(String type) {
        Set<String> possible = new HashSet<>();
        for (TypeDefinition<?> definition : definitions(type)) {
            if (definition instanceof UnionTypeDefinition union) {
                union.getMemberTypes().forEach(member -> possible.add(bareName(member)));
            } else if (definition instanceof ObjectTypeDefinition) {
                possible.add(type);
            }
        }
        types.values().stream()
                .flatMap(List::stream)
                .filter(ObjectTypeDefinition.class::isInstance)
                .map(ObjectTypeDefinition.class::cast)
                .filter(object -> object.getImplements().stream()
                        .anyMatch(i -> bareName(i).equals(type)))
                .forEach(object -> possible.add(object.getName()));
        return possible;
    }

    public static boolean list(Type<?> type) {
        return type instanceof NonNullType nonNull ? list(nonNull.getType()) : type instanceof ListType;
    }

    public static String bareName(Type<?> type) {
        return bare(type).getName();
    }

    /** The named type within lists and non-nulls. */
    public static TypeName bare(Type<?> type) {
        if (type instanceof NonNullType nonNull) {
            return bare(nonNull.getType());
        }
        return type instanceof ListType list ? bare(list.getType()) : (TypeName) type;
    }
}
