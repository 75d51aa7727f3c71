package io.weir.graph.federation.reading;

import graphql.language.AstPrinter;
import graphql.language.EnumTypeDefinition;
import graphql.language.FieldDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.NamedNode;
import graphql.language.Type;
import graphql.language.TypeDefinition;
import graphql.language.TypeName;
import graphql.language.UnionTypeDefinition;
import graphql.schema.idl.ScalarInfo;
import io.weir.config.Problem;
import io.weir.graph.federation.Fields;
import io.weir.graph.federation.Kind;
import io.weir.graph.federation.Spelling;
import io.weir.graph.sdl.Sdl;
import io.weir.graph.sdl.TypeIndex;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds in one subgraph what merging would hide or could not place: names used twice, unknown types, wrong kinds. */
@SuppressWarnings("rawtypes") // as graphql-java declares it
final class DefinitionCheck {

    private final Map<String, TypeDefinition<?>> types;
    private final Predicate<String> known;
    private final String where;
    private final List<Problem> problems;

    /**
     * Checks one subgraph.
     *
     * @param known whether a type that is not among {@code types} is known all the same
     * @param where what does not define an unknown type, in words
     */
    DefinitionCheck(
            Map<String, TypeDefinition<?>> types, Predicate<String> known, String where, List<Problem> problems) {
        this.types = types;
        this.known = known;
        this.where = where;
        this.problems = problems;
    }

    void check() {
        types.values().forEach(this::check);
    }

    private void check(TypeDefinition<?> type) {
        checkOnce(type.getName(), distinct(type));
        Fields.of(type).forEach(field -> checkField(type.getName(), field));
        checkTypes(Fields.interfaces(type));
        if (type instanceof UnionTypeDefinition union) {
            checkTypes(union.getMemberTypes());
        } else if (type instanceof EnumTypeDefinition values) {
            checkOnce(type.getName(), values.getEnumValueDefinitions());
        } else if (type instanceof InputObjectTypeDefinition input) {
            checkOnce(type.getName(), input.getInputValueDefinitions());
            input.getInputValueDefinitions().forEach(this::checkInput);
        }
    }

    /** Published schemas have been seen to repeat a field, type and arguments the same, which does no harm. */
    private static List<FieldDefinition> distinct(TypeDefinition<?> type) {
        Map<String, FieldDefinition> seen = new HashMap<>();
        return Fields.of(type).stream()
                .filter(field -> {
                    FieldDefinition before = seen.putIfAbsent(field.getName(), field);
                    return before == null || !signature(before).equals(signature(field));
                })
                .toList();
    }

    private static String signature(FieldDefinition field) {
        return field.getInputValueDefinitions().stream()
                .map(input -> input.getName() + ": " + AstPrinter.printAst(input.getType()))
                .collect(Collectors.joining(", ", "(", "): " + AstPrinter.printAst(field.getType())));
    }

    private void checkField(String type, FieldDefinition field) {
        TypeName result = checkType(field.getType());
        TypeDefinition<?> definition = types.get(result.getName());
        if (definition != null && Kind.of(definition) == Kind.INPUT) {
            problems.add(Sdl.problem(
                    result, "%s is an input type; a field's result cannot be one".formatted(result.getName())));
        }
        if (!field.getInputValueDefinitions().isEmpty()) {
            checkOnce(type + "." + field.getName(), field.getInputValueDefinitions());
            field.getInputValueDefinitions().forEach(this::checkInput);
        }
    }

    private void checkInput(InputValueDefinition input) {
        TypeName type = checkType(input.getType());
        TypeDefinition<?> definition = types.get(type.getName());
        if (definition != null && Kind.of(definition).composite()) {
            problems.add(Sdl.problem(
                    type,
                    "%s is %s; \"%s\" needs an input type, an enum or a scalar"
                            .formatted(type.getName(), Kind.of(definition), input.getName())));
        } else if (input.getDefaultValue() != null) {
            new DefaultValueCheck(types, problems).check(input);
        }
    }

    private void checkTypes(List<Type> named) {
        Map<String, Type> seen = new HashMap<>();
        for (Type type : named) {
            checkType(type);
            if (seen.putIfAbsent(TypeIndex.bareName(type), type) != null) {
                problems.add(Sdl.problem(type, "%s stands here twice; keep one".formatted(TypeIndex.bareName(type))));
            }
        }
    }

    private TypeName checkType(Type type) {
        TypeName named = TypeIndex.bare(type);
        String name = named.getName();
        if (!types.containsKey(name) && !known.test(name) && !ScalarInfo.isGraphqlSpecifiedScalar(name)) {
            problems.add(Sdl.problem(
                    named, "%s the type \"%s\"%s".formatted(where, name, Spelling.hint("", name, types.keySet()))));
        }
        return named;
    }

    private void checkOnce(String owner, List<? extends NamedNode<?>> named) {
        Set<String> seen = new HashSet<>();
        for (NamedNode<?> node : named) {
            if (!seen.add(node.getName())) {
                problems.add(Sdl.problem(
                        node, "%s has \"%s\" twice; remove or rename one".formatted(owner, node.getName())));
            }
            if (node.getName().startsWith("__")) {
                problems.add(Sdl.problem(node, PartsCheck.reserved(node.getName())));
            }
        }
    }
}
