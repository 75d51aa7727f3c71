package io.weir.graph.federation.composition;

import graphql.language.EnumTypeDefinition;
import graphql.language.EnumValueDefinition;
import graphql.language.FieldDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.Node;
import graphql.language.NonNullType;
import graphql.language.ObjectTypeDefinition;
import graphql.language.Type;
import graphql.language.TypeDefinition;
import graphql.language.UnionTypeDefinition;
import io.weir.config.Problem;
import io.weir.graph.federation.Fields;
import io.weir.graph.federation.Places;
import io.weir.graph.federation.RootTypes;
import io.weir.graph.sdl.Sdl;
import io.weir.graph.sdl.TypeIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What clients see of the merged types: nothing {@code @inaccessible}. What can be seen may not need what cannot
 * (Federation 2, inaccessible v0.2).
 */
@SuppressWarnings("rawtypes") // as graphql-java declares it
final class ApiView {

    private final Map<String, TypeDefinition<?>> merged;
    private final HiddenElements hidden;
    private final List<Problem> problems;

    ApiView(Map<String, TypeDefinition<?>> merged, HiddenElements hidden, List<Problem> problems) {
        this.merged = merged;
        this.hidden = hidden;
        this.problems = problems;
    }

    List<TypeDefinition<?>> types() {
        List<TypeDefinition<?>> visible = new ArrayList<>();
        merged.values().stream()
                .filter(type -> !hidden.hides(type.getName()))
                .forEach(type -> visible.add(visible(type)));
        if (hidden.hides(RootTypes.QUERY)) {
            problems.add(Sdl.problem(hidden.place(RootTypes.QUERY), "Query is @inaccessible; clients need it"));
        }
        return visible;
    }

    private TypeDefinition<?> visible(TypeDefinition<?> type) {
        String name = type.getName();
        if (type instanceof ObjectTypeDefinition object) {
            checkInterfaces(object);
            List<FieldDefinition> fields = fields(type);
            return object.transform(
                    o -> o.implementz(types(object.getImplements())).fieldDefinitions(fields));
        } else if (type instanceof InterfaceTypeDefinition abstractType) {
            List<FieldDefinition> fields = fields(type);
            return abstractType.transform(
                    i -> i.implementz(types(abstractType.getImplements())).definitions(fields));
        } else if (type instanceof UnionTypeDefinition union) {
            List<Type> members = types(union.getMemberTypes());
            checkNotEmpty(type, members);
            return union.transform(u -> u.memberTypes(members));
        } else if (type instanceof InputObjectTypeDefinition input) {
            List<InputValueDefinition> fields = inputs(name, input.getInputValueDefinitions());
            checkNotEmpty(type, fields);
            return input.transform(i -> i.inputValueDefinitions(fields));
        } else if (type instanceof EnumTypeDefinition enumType) {
            List<EnumValueDefinition> values = enumType.getEnumValueDefinitions().stream()
                    .filter(value -> !hidden.hides(name + "." + value.getName()))
                    .toList();
            checkNotEmpty(type, values);
            return enumType.transform(e -> e.enumValueDefinitions(values));
        }
        return type;
    }

    private List<FieldDefinition> fields(TypeDefinition<?> type) {
        List<FieldDefinition> fields = new ArrayList<>();
        for (FieldDefinition field : Fields.of(type)) {
            String coordinate = type.getName() + "." + field.getName();
            if (!hidden.hides(coordinate)) {
                checkType(field, field.getType(), coordinate);
                fields.add(
                        field.getInputValueDefinitions().isEmpty()
                                ? field
                                : field.transform(f ->
                                        f.inputValueDefinitions(inputs(coordinate, field.getInputValueDefinitions()))));
            }
        }
        checkNotEmpty(type, fields);
        return fields;
    }

    private List<InputValueDefinition> inputs(String owner, List<InputValueDefinition> inputs) {
        List<InputValueDefinition> visible = new ArrayList<>();
        for (InputValueDefinition input : inputs) {
            String coordinate = owner + "." + input.getName();
            if (!hidden.hides(coordinate)) {
                checkType(input, input.getType(), coordinate);
                visible.add(input);
            } else if (input.getType() instanceof NonNullType && input.getDefaultValue() == null) {
                problems.add(Sdl.problem(
                        hidden.place(coordinate),
                        "%s is @inaccessible and required, so clients could never use %s; give it a default value or make it optional"
                                .formatted(coordinate, owner)));
            }
        }
        return visible;
    }

    private List<Type> types(List<Type> types) {
        return types.stream()
                .filter(type -> !hidden.hides(TypeIndex.bareName(type)))
                .toList();
    }

    private void checkType(Node<?> element, Type type, String coordinate) {
        String name = TypeIndex.bareName(type);
        if (hidden.hides(name)) {
            problems.add(Places.problem(
                    List.of(element, hidden.place(name)),
                    "%s can be seen and its type %s is @inaccessible; mark both or neither"
                            .formatted(coordinate, name)));
        }
    }

    private void checkInterfaces(ObjectTypeDefinition object) {
        for (Type implemented : types(object.getImplements())) {
            String name = TypeIndex.bareName(implemented);
            for (FieldDefinition field : Fields.of(merged.get(name))) {
                String own = object.getName() + "." + field.getName();
                String inherited = name + "." + field.getName();
                if (hidden.hides(own) && !hidden.hides(inherited)) {
                    problems.add(Places.problem(
                            List.of(hidden.place(own), field),
                            "%s is @inaccessible, and %s, which it implements, can be seen; mark both or neither"
                                    .formatted(own, inherited)));
                }
            }
        }
    }

    private void checkNotEmpty(TypeDefinition<?> type, List<?> left) {
        if (left.isEmpty()) {
            problems.add(Sdl.problem(
                    type,
                    "all of %s is @inaccessible, but %s itself is not; mark the type too"
                            .formatted(type.getName(), type.getName())));
        }
    }
}
