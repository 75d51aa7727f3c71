package io.weir.graph;

import graphql.language.AstPrinter;
import graphql.language.Definition;
import graphql.language.DirectiveDefinition;
import graphql.language.DirectiveLocation;
import graphql.language.FieldDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.NamedNode;
import graphql.language.ObjectTypeDefinition;
import graphql.language.TypeDefinition;
import io.weir.config.Problem;
import io.weir.graph.sdl.Sdl;
import io.weir.graph.sdl.SdlFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The directives and types that a schema may use without defining them. Where it defines one itself, the definitions
 * must agree; then ours counts.
 */
final class Prelude {

    /** Promised by the contract, not served by this version: naming them beats "unknown directive". */
    private static final Set<String> NOT_SERVED =
            Set.of("action", "actionUpdate", "resolvedBy", "model", "stateMachine", "authenticated", "requiresScopes");

    /** How Cosmo's own directives begin; those that Weir serves are defined. */
    private static final List<String> COSMO = List.of("edfs__", "openfed__");

    private static final Set<String> PUBLISH_RESULTS = Set.of("PublishEventResult", "edfs__PublishResult");

    private final Map<String, Definition<?>> byName = new HashMap<>();

    Prelude() {
        for (Definition<?> definition : SdlFiles.definitions(SdlFiles.parse(text(), "prelude.graphql"))) {
            byName.put(name(definition), definition);
        }
    }

    /** The user's definitions but for those that are ours, which must agree with ours. */
    List<Definition<?>> without(List<Definition<?>> users, List<Problem> problems) {
        List<Definition<?>> others = new ArrayList<>();
        for (Definition<?> definition : users) {
            Definition<?> ours = byName.get(name(definition));
            if (ours == null) {
                others.add(definition);
            } else {
                checkAgrees(definition, ours, problems);
            }
        }
        return others;
    }

    /** Ours, directives and types. */
    Collection<Definition<?>> definitions() {
        return byName.values();
    }

    /** The names of our directives. */
    Set<String> directives() {
        return byName.values().stream()
                .filter(DirectiveDefinition.class::isInstance)
                .map(definition -> ((DirectiveDefinition) definition).getName())
                .collect(Collectors.toSet());
    }

    /** The types that clients see too, where a field has them. */
    List<TypeDefinition<?>> publishResults() {
        return PUBLISH_RESULTS.stream()
                .<TypeDefinition<?>>map(name -> (TypeDefinition<?>) Objects.requireNonNull(byName.get(name)))
                .toList();
    }

    /** The names of our types. */
    Set<String> types() {
        return byName.values().stream()
                .filter(TypeDefinition.class::isInstance)
                .map(Prelude::name)
                .collect(Collectors.toSet());
    }

    boolean notServed(String directive) {
        boolean defined = byName.containsKey("@" + directive);
        return NOT_SERVED.contains(directive) || (!defined && COSMO.stream().anyMatch(directive::startsWith));
    }

    private static void checkAgrees(Definition<?> users, Definition<?> ours, List<Problem> problems) {
        if (users instanceof DirectiveDefinition theirs && ours instanceof DirectiveDefinition own) {
            checkDirective(theirs, own, problems);
        } else if (!shape(ours).containsAll(shape(users))) {
            problems.add(
                    Sdl.problem(users, "%s contradicts Weir's own definition; leave it out".formatted(name(users))));
        }
    }

    private static void checkDirective(DirectiveDefinition theirs, DirectiveDefinition own, List<Problem> problems) {
        Map<String, String> known = own.getInputValueDefinitions().stream()
                .collect(Collectors.toMap(InputValueDefinition::getName, Prelude::bareType));
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

    /** Nullability of a directive's argument is not worth a quarrel: ours counts. */
    private static String bareType(InputValueDefinition argument) {
        return AstPrinter.printAst(argument.getType()).replace("!", "");
    }

    private static Set<String> shape(Definition<?> definition) {
        Set<String> shape = new HashSet<>();
        if (definition instanceof ObjectTypeDefinition object) {
            for (FieldDefinition field : object.getFieldDefinitions()) {
                shape.add(field.getName() + ": " + AstPrinter.printAst(field.getType()));
            }
        } else {
            definition.getNamedChildren().getChildren().values().stream()
                    .flatMap(List::stream)
                    .filter(InputValueDefinition.class::isInstance)
                    .map(InputValueDefinition.class::cast)
                    .forEach(input -> shape.add(input.getName() + ": " + bareType(input)));
        }
        shape.add(definition.getClass().getSimpleName());
        return shape;
    }

    private static String name(Definition<?> definition) {
        String name = definition instanceof NamedNode<?> named ? named.getName() : "";
        return definition instanceof DirectiveDefinition ? "@" + name : name;
    }

    private static String text() {
        try (InputStream in = Prelude.class.getResourceAsStream("prelude.graphql")) {
            if (in == null) {
                throw new IllegalStateException("prelude.graphql is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
