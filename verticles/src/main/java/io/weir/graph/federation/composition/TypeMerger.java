package io.weir.graph.federation.composition;

import graphql.language.AbstractDescribedNode;
import graphql.language.DirectivesContainer;
import graphql.language.EnumTypeDefinition;
import graphql.language.EnumValueDefinition;
import graphql.language.FieldDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.language.ScalarTypeDefinition;
import graphql.language.Type;
import graphql.language.TypeDefinition;
import graphql.language.UnionTypeDefinition;
import io.weir.config.Problem;
import io.weir.graph.federation.Fields;
import io.weir.graph.federation.Marks;
import io.weir.graph.federation.Places;
import io.weir.graph.sdl.TypeIndex;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes one type of what subgraphs declare under its name. */
@SuppressWarnings("rawtypes") // as graphql-java declares it
final class TypeMerger {

    private final Ownership ownership;
    private final FieldMerger fields;
    private final EnumMerger enums;
    private final List<Problem> problems;

    TypeMerger(Ownership ownership, EnumUses uses, SuperTypes superTypes, List<Problem> problems) {
        this.ownership = ownership;
        this.enums = new EnumMerger(uses, problems);
        this.fields = new FieldMerger(superTypes, problems);
        this.problems = problems;
    }

    /** The merged definition of parts that are of one kind, interface objects counting as interfaces. */
    TypeDefinition<?> merge(TypeParts parts) {
        return switch (parts.kind()) {
            case OBJECT -> object(parts);
            case INTERFACE -> interfaceType(parts);
            case UNION -> union(parts);
            case ENUM -> enumType(parts);
            case INPUT -> input(parts);
            case SCALAR -> scalar(parts);
        };
    }

    private TypeDefinition<?> object(TypeParts parts) {
        return ObjectTypeDefinition.newObjectTypeDefinition()
                .name(parts.name())
                .description(Marks.description(described(parts)))
                .directives(Marks.kept(marked(parts)))
                .implementz(interfaces(parts))
                .fieldDefinitions(fields(parts))
                .sourceLocation(parts.first().getSourceLocation())
                .build();
    }

    private TypeDefinition<?> interfaceType(TypeParts parts) {
        return InterfaceTypeDefinition.newInterfaceTypeDefinition()
                .name(parts.name())
                .description(Marks.description(described(parts)))
                .directives(Marks.kept(marked(parts)))
                .implementz(interfaces(parts))
                .definitions(fields(parts))
                .sourceLocation(parts.first().getSourceLocation())
                .build();
    }

    private List<FieldDefinition> fields(TypeParts parts) {
        List<FieldDefinition> merged = new ArrayList<>();
        ownership.fields(parts.name()).forEach((name, declared) -> merged.add(fields.merge(parts.name(), declared)));
        return merged;
    }

    private static List<Type> interfaces(TypeParts parts) {
        Map<String, Type> interfaces = new LinkedHashMap<>();
        parts.definitions()
                .forEach(definition -> Fields.interfaces(definition)
                        .forEach(type -> interfaces.putIfAbsent(TypeIndex.bareName(type), type)));
        return List.copyOf(interfaces.values());
    }

    private TypeDefinition<?> union(TypeParts parts) {
        Map<String, Type> members = new LinkedHashMap<>();
        for (TypeDefinition<?> definition : parts.definitions()) {
            List<Type> types = ((UnionTypeDefinition) definition).getMemberTypes();
            types.forEach(type -> members.putIfAbsent(TypeIndex.bareName(type), type));
        }
        return ((UnionTypeDefinition) parts.first())
                .transform(union -> union.description(Marks.description(described(parts)))
                        .directives(Marks.kept(marked(parts)))
                        .memberTypes(List.copyOf(members.values())));
    }

    private TypeDefinition<?> scalar(TypeParts parts) {
        return ((ScalarTypeDefinition) parts.first())
                .transform(scalar ->
                        scalar.description(Marks.description(described(parts))).directives(Marks.kept(marked(parts))));
    }

    private TypeDefinition<?> input(TypeParts parts) {
        Map<String, InputMerger.Parts> inputs = new LinkedHashMap<>();
        for (int i = 0; i < parts.definitions().size(); i++) {
            InputObjectTypeDefinition input =
                    (InputObjectTypeDefinition) parts.definitions().get(i);
            for (InputValueDefinition field : input.getInputValueDefinitions()) {
                inputs.computeIfAbsent(field.getName(), n -> new InputMerger.Parts())
                        .add(parts.subgraphs().get(i), field);
            }
        }
        List<InputValueDefinition> merged = new InputMerger(problems)
                .merge(
                        inputs,
                        parts.definitions().size(),
                        name -> "the input field " + parts.name() + "." + name,
                        parts.definitions());
        if (merged.isEmpty()) {
            problems.add(Places.problem(
                    parts.definitions(),
                    "the input type %s has no field that all of its subgraphs have".formatted(parts.name())));
        }
        return ((InputObjectTypeDefinition) parts.first())
                .transform(input -> input.description(Marks.description(described(parts)))
                        .directives(Marks.kept(marked(parts)))
                        .inputValueDefinitions(merged));
    }

    private TypeDefinition<?> enumType(TypeParts parts) {
        List<EnumValueDefinition> values = enums.merge(parts);
        return ((EnumTypeDefinition) parts.first())
                .transform(type -> type.description(Marks.description(described(parts)))
                        .directives(Marks.kept(marked(parts)))
                        .enumValueDefinitions(values));
    }

    private static List<AbstractDescribedNode<?>> described(TypeParts parts) {
        return parts.definitions().stream()
                .<AbstractDescribedNode<?>>map(d -> (AbstractDescribedNode<?>) d)
                .toList();
    }

    private static List<DirectivesContainer<?>> marked(TypeParts parts) {
        return parts.definitions().stream().<DirectivesContainer<?>>map(d -> d).toList();
    }
}
