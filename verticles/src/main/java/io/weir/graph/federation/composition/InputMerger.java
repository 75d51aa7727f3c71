package io.weir.graph.federation.composition;

import graphql.language.AstPrinter;
import graphql.language.InputValueDefinition;
import graphql.language.Node;
import graphql.language.NonNullType;
import graphql.language.NullValue;
import graphql.language.Type;
import graphql.language.Value;
import io.weir.config.Problem;
import io.weir.graph.federation.Marks;
import io.weir.graph.federation.Places;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes one list of arguments or input fields of those that subgraphs have: what all of them take. */
@SuppressWarnings("rawtypes") // as graphql-java declares it
final class InputMerger {

    private final List<Problem> problems;

    InputMerger(List<Problem> problems) {
        this.problems = problems;
    }

    /** One argument or input field as several subgraphs declare it. */
    static final class Parts {
        private final List<SubgraphIndex> subgraphs = new ArrayList<>();
        private final List<InputValueDefinition> definitions = new ArrayList<>();

        void add(SubgraphIndex subgraph, InputValueDefinition definition) {
            subgraphs.add(subgraph);
            definitions.add(definition);
        }
    }

    /**
     * Merges.
     *
     * @param declared how many subgraphs declare the field or the input type that it all stands in
     * @param words what problems call one of the given name
     * @param owners where those subgraphs declare it
     */
    List<InputValueDefinition> merge(
            Map<String, Parts> byName, int declared, Function<String, String> words, List<? extends Node<?>> owners) {
        List<InputValueDefinition> merged = new ArrayList<>();
        byName.forEach((name, parts) -> {
            if (parts.definitions.size() == declared) {
                merged.add(merge(parts, words.apply(name)));
            } else {
                checkNotRequired(parts, words.apply(name), owners);
            }
        });
        return merged;
    }

    private void checkNotRequired(Parts parts, String words, List<? extends Node<?>> owners) {
        for (int i = 0; i < parts.definitions.size(); i++) {
            InputValueDefinition definition = parts.definitions.get(i);
            if (definition.getType() instanceof NonNullType && definition.getDefaultValue() == null) {
                List<Node<?>> places = new ArrayList<>(List.of(definition));
                places.addAll(owners);
                problems.add(Places.problem(
                        places,
                        "%s is required in %s and missing elsewhere; add it there, or make it optional here"
                                .formatted(words, parts.subgraphs.get(i).name())));
                return;
            }
        }
    }

    private InputValueDefinition merge(Parts parts, String words) {
        InputValueDefinition first = parts.definitions.get(0);
        Type type = type(parts, words);
        Value defaultValue = defaultValue(parts, words);
        return first.transform(input -> input.type(type)
                .defaultValue(defaultValue)
                .description(Marks.description(parts.definitions))
                .directives(Marks.kept(parts.definitions)));
    }

    private Type type(Parts parts, String words) {
        Type merged = parts.definitions.get(0).getType();
        for (int i = 1; i < parts.definitions.size(); i++) {
            Type other = parts.definitions.get(i).getType();
            Optional<Type> narrower = SuperTypes.input(merged, other);
            if (narrower.isEmpty()) {
                problems.add(Places.problem(
                        List.of(parts.definitions.get(0), parts.definitions.get(i)),
                        "%s is %s in %s and %s in %s; give both one type"
                                .formatted(
                                        words,
                                        AstPrinter.printAst(
                                                parts.definitions.get(0).getType()),
                                        parts.subgraphs.get(0).name(),
                                        AstPrinter.printAst(other),
                                        parts.subgraphs.get(i).name())));
                return merged;
            }
            merged = narrower.get();
        }
        return merged;
    }

    /** The one that all have; none where some have none, so that each subgraph uses its own. */
    private @Nullable Value defaultValue(Parts parts, String words) {
        InputValueDefinition first = null;
        boolean all = true;
        for (int i = 0; i < parts.definitions.size(); i++) {
            InputValueDefinition definition = parts.definitions.get(i);
            if (definition.getDefaultValue() == null) {
                all = false;
            } else if (first == null) {
                first = definition;
            } else if (!printed(first.getDefaultValue()).equals(printed(definition.getDefaultValue()))) {
                problems.add(Places.problem(
                        List.of(first, definition),
                        "%s has the default value %s here and %s in %s; give both one"
                                .formatted(
                                        words,
                                        printed(first.getDefaultValue()),
                                        printed(definition.getDefaultValue()),
                                        parts.subgraphs.get(i).name())));
            }
        }
        return first != null && all ? first.getDefaultValue() : null;
    }

    private static String printed(Value value) {
        return value instanceof NullValue ? "null" : AstPrinter.printAst(value);
    }
}
