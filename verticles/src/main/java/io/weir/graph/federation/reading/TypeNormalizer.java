package io.weir.graph.federation.reading;

import graphql.language.Directive;
import graphql.language.EnumTypeDefinition;
import graphql.language.EnumValueDefinition;
import graphql.language.FieldDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.ListType;
import graphql.language.NonNullType;
import graphql.language.ObjectTypeDefinition;
import graphql.language.ScalarTypeDefinition;
import graphql.language.Type;
import graphql.language.TypeDefinition;
import graphql.language.TypeName;
import graphql.language.UnionTypeDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Rewrites one type of a subgraph: its directives and the types that it names, as the normal form calls them. */
@SuppressWarnings("rawtypes") // as graphql-java declares it
final class TypeNormalizer {

    private static final Set<String> SERVICE_FIELDS = Set.of("_service", "_entities");

    private final Map<String, String> typeNames;
    private final Function<List<Directive>, List<Directive>> directives;

    /**
     * Rewrites types.
     *
     * @param typeNames new names of types by their old ones, for those that change
     * @param directives the directives that stay of those on one element, under their canonical names
     */
    TypeNormalizer(Map<String, String> typeNames, Function<List<Directive>, List<Directive>> directives) {
        this.typeNames = typeNames;
        this.directives = directives;
    }

    TypeDefinition<?> normalize(TypeDefinition<?> definition) {
        String name = name(definition.getName());
        List<Directive> kept = directives.apply(definition.getDirectives());
        if (definition instanceof ObjectTypeDefinition object) {
            return object.transform(o -> o.name(name)
                    .directives(kept)
                    .implementz(types(object.getImplements()))
                    .fieldDefinitions(fields(name, object.getFieldDefinitions())));
        } else if (definition instanceof InterfaceTypeDefinition abstractType) {
            return abstractType.transform(i -> i.name(name)
                    .directives(kept)
                    .implementz(types(abstractType.getImplements()))
                    .definitions(fields(name, abstractType.getFieldDefinitions())));
        } else if (definition instanceof UnionTypeDefinition union) {
            return union.transform(u -> u.directives(kept).memberTypes(types(union.getMemberTypes())));
        } else if (definition instanceof EnumTypeDefinition enumType) {
            return enumType.transform(e -> e.directives(kept).enumValueDefinitions(values(enumType)));
        } else if (definition instanceof InputObjectTypeDefinition input) {
            return input.transform(
                    i -> i.directives(kept).inputValueDefinitions(inputs(input.getInputValueDefinitions())));
        }
        return ((ScalarTypeDefinition) definition).transform(s -> s.directives(kept));
    }

    private List<FieldDefinition> fields(String type, List<FieldDefinition> fields) {
        return fields.stream()
                .filter(field -> !(type.equals("Query") && SERVICE_FIELDS.contains(field.getName())))
                .map(this::field)
                .toList();
    }

    private FieldDefinition field(FieldDefinition field) {
        if (field.getDirectives().isEmpty() && field.getInputValueDefinitions().isEmpty() && typeNames.isEmpty()) {
            return field;
        }
        return field.transform(f -> f.type(type(field.getType()))
                .directives(directives.apply(field.getDirectives()))
                .inputValueDefinitions(inputs(field.getInputValueDefinitions())));
    }

    private List<InputValueDefinition> inputs(List<InputValueDefinition> inputs) {
        return inputs.stream()
                .map(input -> input.getDirectives().isEmpty()
                        ? input
                        : input.transform(i -> i.directives(directives.apply(input.getDirectives()))))
                .toList();
    }

    private List<EnumValueDefinition> values(EnumTypeDefinition enumType) {
        return enumType.getEnumValueDefinitions().stream()
                .map(value -> value.getDirectives().isEmpty()
                        ? value
                        : value.transform(v -> v.directives(directives.apply(value.getDirectives()))))
                .toList();
    }

    private List<Type> types(List<Type> types) {
        return typeNames.isEmpty() ? types : types.stream().map(this::type).toList();
    }

    /** Only output types are renamed: roots are. */
    private Type type(Type type) {
        if (type instanceof NonNullType nonNull) {
            return nonNull.transform(t -> t.type(type(nonNull.getType())));
        } else if (type instanceof ListType list) {
            return list.transform(t -> t.type(type(list.getType())));
        }
        TypeName named = (TypeName) type;
        return typeNames.containsKey(named.getName()) ? named.transform(t -> t.name(name(named.getName()))) : named;
    }

    private String name(String written) {
        return typeNames.getOrDefault(written, written);
    }
}
