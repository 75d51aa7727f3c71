package io.weir.graph;

import graphql.language.Definition;
import graphql.language.Directive;
import graphql.language.DirectiveDefinition;
import graphql.language.NamedNode;
import graphql.language.Node;
import graphql.language.TypeDefinition;
import graphql.language.TypeName;
import io.weir.config.Problem;
import io.weir.graph.action.ActionAnswer;
import io.weir.graph.action.ActionReader;
import io.weir.graph.federation.RootTypes;
import io.weir.graph.sdl.ModelScalars;
import io.weir.graph.sdl.SdlFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The directives and types that a schema may use without defining them, and the root fields that come with some of them.
 * Where it defines one itself, the definitions must agree; then ours counts.
 */
final class Prelude {

    /** Promised by the contract, not served by this version: naming them beats "unknown directive". */
    private static final Set<String> NOT_SERVED = Set.of("authenticated", "requiresScopes");

    /** How Cosmo's own directives begin; those that Weir serves are defined. */
    private static final List<String> COSMO = List.of("edfs__", "openfed__");

    private static final Set<String> PUBLISH_RESULTS = Set.of("PublishEventResult", "edfs__PublishResult");

    private final Map<String, Definition<?>> byName = new LinkedHashMap<>();
    private final List<TypeDefinition<?>> shown = new ArrayList<>();
    private final List<TypeDefinition<?>> roots = new ArrayList<>();
    private final List<TypeDefinition<?>> scalars = new ArrayList<>();

    /** What there is for a schema: operations and actions only where it uses them. */
    Prelude(List<Definition<?>> users) {
        read("prelude.graphql").forEach(definition -> byName.put(name(definition), definition));
        if (uses(users, Prelude::operation)) {
            show(read("operations.graphql"));
        }
        if (uses(users, Prelude::action)) {
            show(read("actions.graphql"));
        }
        if (uses(users, Prelude::model)) {
            read("scalars.graphql").stream()
                    .filter(scalar -> name(scalar).equals(ModelScalars.DATE_TIME)
                            || uses(users, node -> names(node, name(scalar))))
                    .map(scalar -> (TypeDefinition<?>) scalar)
                    .forEach(scalars::add);
            show(List.copyOf(scalars));
        }
    }

    private void show(List<? extends Definition<?>> definitions) {
        for (Definition<?> definition : definitions) {
            TypeDefinition<?> type = (TypeDefinition<?>) definition;
            if (RootTypes.root(type.getName())) {
                roots.add(type);
            } else {
                byName.put(type.getName(), type);
                shown.add(type);
            }
        }
    }

    /** The user's definitions but for those that are ours, which must agree with ours. */
    List<Definition<?>> without(List<Definition<?>> users, List<Problem> problems) {
        PreludeAgreement agreement = new PreludeAgreement(problems);
        List<Definition<?>> others = new ArrayList<>();
        for (Definition<?> definition : users) {
            Definition<?> ours = byName.get(name(definition));
            if (ours == null) {
                others.add(definition);
            } else {
                agreement.check(definition, ours);
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

    /** The types that clients see in any case. */
    List<TypeDefinition<?>> shown() {
        return shown;
    }

    /** The scalars of stored models, as far as the schema uses them. */
    List<TypeDefinition<?>> scalars() {
        return scalars;
    }

    /** Root types with the fields that are ours. */
    List<TypeDefinition<?>> roots() {
        return roots;
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

    private static boolean operation(Node<?> node) {
        return (node instanceof TypeName || node instanceof TypeDefinition<?>)
                && ((NamedNode<?>) node).getName().equals(ActionAnswer.Operation.TYPE);
    }

    private static boolean action(Node<?> node) {
        return node instanceof Directive directive && directive.getName().equals(ActionReader.DIRECTIVE);
    }

    private static boolean model(Node<?> node) {
        return node instanceof Directive directive && directive.getName().equals("model");
    }

    private static boolean names(Node<?> node, String type) {
        return node instanceof TypeName named && named.getName().equals(type);
    }

    private static boolean uses(Collection<? extends Node> nodes, Predicate<Node<?>> use) {
        return nodes.stream().anyMatch(node -> use.test(node) || uses(((Node<?>) node).getChildren(), use));
    }

    private static String name(Definition<?> definition) {
        String name = definition instanceof NamedNode<?> named ? named.getName() : "";
        return definition instanceof DirectiveDefinition ? "@" + name : name;
    }

    private static List<Definition<?>> read(String file) {
        try (InputStream in = Prelude.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing from the jar");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return SdlFiles.definitions(SdlFiles.parse(text, file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
