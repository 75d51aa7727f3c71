package io.weir.graph;

import graphql.language.AstPrinter;
import graphql.language.Definition;
import graphql.language.DirectiveDefinition;
import graphql.language.DirectiveLocation;
import graphql.language.EnumTypeDefinition;
import graphql.language.EnumValueDefinition;
import graphql.language.FieldDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.NamedNode;
import graphql.language.ObjectTypeDefinition;
import graphql.language.SDLExtensionDefinition;
import graphql.language.Type;
import io.weir.config.Problem;
import io.weir.graph.sdl.Sdl;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Holds what a schema defines against Weir's own definition of the same name, which then counts. Nullability is not worth
 * a quarrel.
 */
final class PreludeAgreement {

    private final List<Problem> problems;

    PreludeAgreement(List<Problem> problems) {
        this.problems = problems;
    }

    void check(Definition<?> users, Definition<?> ours) {
        if (users instanceof DirectiveDefinition theirs && ours instanceof DirectiveDefinition own) {
            checkDirective(theirs, own);
            return;
        }
        String name = ((NamedNode<?>) ours).getName();
        if (users instanceof SDLExtensionDefinition) {
            problems.add(Sdl.problem(
                    users, "%s is Weir's own and cannot be extended; take a type of your own".formatted(name)));
        } else if (users.getClass() != ours.getClass()) {
            problems.add(Sdl.problem(
                    users,
                    "%s contradicts Weir's own definition, which is %s; leave it out".formatted(name, kind(ours))));
        } else if (!shape(ours).containsAll(shape(users))) {
            problems.add(Sdl.problem(users, "%s contradicts Weir's own definition; leave it out".formatted(name)));
        }
    }

    /** A root field that is Weir's own. */
    void check(String type, FieldDefinition users, FieldDefinition ours) {
        if (!signature(users).equals(signature(ours)) || !users.getDirectives().isEmpty()) {
            problems.add(Sdl.problem(
                    users,
                    "%s.%s is Weir's own here: %s; leave it out, or take another name for yours"
                            .formatted(type, users.getName(), AstPrinter.printAst(bare(ours)))));
        }
    }

    private static FieldDefinition bare(FieldDefinition field) {
        return field.transform(f -> f.description(null));
    }

    private void checkDirective(DirectiveDefinition theirs, DirectiveDefinition own) {
        Map<String, String> known = own.getInputValueDefinitions().stream()
                .collect(Collectors.toMap(InputValueDefinition::getName, PreludeAgreement::bareType));
        boolean federation = known.containsKey("fields") || own.getName().equals("link");
        for (InputValueDefinition argument : theirs.getInputValueDefinitions()) {
            String type = known.get(argument.getName());
            if (type == null || (!federation && !type.equals(bareType(argument)))) {
                problems.add(Sdl.problem(
                        argument,
                        "@%s(%s:) contradicts Weir's own definition, which has (%s); leave the definition out"
                                .formatted(theirs.getName(), argument.getName(), arguments(own))));
            }
        }
        Set<String> places = own.getDirectiveLocations().stream()
                .map(DirectiveLocation::getName)
                .collect(Collectors.toSet());
        for (DirectiveLocation place : theirs.getDirectiveLocations()) {
            if (!places.contains(place.getName())) {
                problems.add(Sdl.problem(
                        theirs,
                        "@%s may not stand on %s, only on %s"
                                .formatted(theirs.getName(), place.getName(), String.join(", ", places))));
            }
        }
    }

    private static String arguments(DirectiveDefinition directive) {
        return directive.getInputValueDefinitions().stream()
                .map(argument -> argument.getName() + ": " + AstPrinter.printAst(argument.getType()))
                .collect(Collectors.joining(", "));
    }

    private static String bareType(InputValueDefinition argument) {
        return bareType(argument.getType());
    }

    private static String bareType(Type<?> type) {
        return AstPrinter.printAst(type).replace("!", "");
    }

    private static Set<String> shape(Definition<?> definition) {
        Set<String> shape = new HashSet<>();
        if (definition instanceof ObjectTypeDefinition object) {
            object.getFieldDefinitions().forEach(field -> shape.add(signature(field)));
        } else if (definition instanceof InterfaceTypeDefinition abstractType) {
            abstractType.getFieldDefinitions().forEach(field -> shape.add(signature(field)));
        } else if (definition instanceof EnumTypeDefinition values) {
            values.getEnumValueDefinitions().stream()
                    .map(EnumValueDefinition::getName)
                    .forEach(shape::add);
        } else {
            definition.getNamedChildren().getChildren().values().stream()
                    .flatMap(List::stream)
                    .filter(InputValueDefinition.class::isInstance)
                    .map(InputValueDefinition.class::cast)
                    .forEach(input -> shape.add(input.getName() + ": " + bareType(input)));
        }
        return shape;
    }

    private static String signature(FieldDefinition field) {
        return field.getInputValueDefinitions().stream()
                .map(input -> input.getName() + ": " + bareType(input))
                .collect(Collectors.joining(", ", field.getName() + "(", "): " + bareType(field.getType())));
    }

    private static String kind(Definition<?> definition) {
        if (definition instanceof InterfaceTypeDefinition) {
            return "an interface";
        } else if (definition instanceof ObjectTypeDefinition) {
            return "an object type";
        }
        return definition instanceof EnumTypeDefinition ? "an enum" : "of another kind";
    }
}
