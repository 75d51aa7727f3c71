package io.weir.plan;

import graphql.GraphQLContext;
import graphql.execution.ValuesResolver;
import graphql.language.Argument;
import graphql.language.Definition;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.Node;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.Value;
import graphql.language.VariableDefinition;
import graphql.language.VariableReference;
import graphql.parser.Parser;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLTypeUtil;
import io.weir.plan.demand.Selections;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Rewrites an operation so that every argument of some of its root fields is a variable of the argument's declared type,
 * with the argument's default: whatever the client wrote there, others can be put in its place, and the plan stays the
 * same. What is left is a valid document of this one operation. Used once.
 */
final class ArgumentVariables {

    private final GraphQLObjectType root;
    private final Set<String> fields;
    private final Map<String, FragmentDefinition> fragments;
    private final String prefix;
    private final Map<String, Map<String, String>> names = new LinkedHashMap<>();
    private final Map<String, VariableDefinition> added = new LinkedHashMap<>();
    private final Map<String, FragmentDefinition> rewritten = new TreeMap<>();

    /**
     * Rewrites root fields.
     *
     * @param root the operation's root type
     * @param fields the names of the fields
     */
    ArgumentVariables(GraphQLObjectType root, Set<String> fields, Document document, OperationDefinition operation) {
        this.root = root;
        this.fields = fields;
        this.fragments = Selections.fragments(document);
        this.prefix = freePrefix(operation);
    }

    /**
     * A rewritten operation.
     *
     * @param kept the client's variables that are left
     * @param variables the variables of its fields' arguments, by response key and argument
     */
    record Rewritten(
            Document document,
            OperationDefinition operation,
            Set<String> kept,
            Map<String, Map<String, String>> variables) {}

    /** No variable of the client's begins like ours. */
    private static String freePrefix(OperationDefinition operation) {
        StringBuilder prefix = new StringBuilder("weir_");
        while (operation.getVariableDefinitions().stream()
                .anyMatch(variable -> variable.getName().startsWith(prefix.toString()))) {
            prefix.append('_');
        }
        return prefix.toString();
    }

    Rewritten rewrite(OperationDefinition operation) {
        SelectionSet selections = rewrite(operation.getSelectionSet());
        Map<String, FragmentDefinition> needed = new TreeMap<>();
        need(selections, needed);
        Set<String> used = new HashSet<>();
        variables(selections, used);
        operation.getDirectives().forEach(directive -> variables(directive, used));
        needed.values().forEach(fragment -> variables(fragment, used));
        List<VariableDefinition> definitions = new ArrayList<>(operation.getVariableDefinitions());
        definitions.removeIf(definition -> !used.contains(definition.getName()));
        Set<String> kept =
                definitions.stream().map(VariableDefinition::getName).collect(Collectors.toUnmodifiableSet());
        definitions.addAll(added.values());
        OperationDefinition result =
                operation.transform(b -> b.selectionSet(selections).variableDefinitions(definitions));
        List<Definition> all = new ArrayList<>();
        all.add(result);
        all.addAll(needed.values());
        return new Rewritten(Document.newDocument().definitions(all).build(), result, kept, names);
    }

    private SelectionSet rewrite(SelectionSet selections) {
        List<Selection<?>> result = new ArrayList<>();
        for (Selection<?> selection : selections.getSelections()) {
            result.add(rewrite(selection));
        }
        return SelectionSet.newSelectionSet(result).build();
    }

    private Selection<?> rewrite(Selection<?> selection) {
        if (selection instanceof Field field) {
            return fields.contains(field.getName()) ? rewrite(field) : field;
        }
        if (selection instanceof InlineFragment inline) {
            SelectionSet within = rewrite(inline.getSelectionSet());
            return inline.transform(b -> b.selectionSet(within));
        }
        FragmentSpread spread = (FragmentSpread) selection;
        FragmentDefinition fragment = fragments.get(spread.getName());
        if (fragment != null && !rewritten.containsKey(spread.getName())) {
            SelectionSet within = rewrite(fragment.getSelectionSet());
            rewritten.put(spread.getName(), fragment.transform(b -> b.selectionSet(within)));
        }
        return spread;
    }

    /** Fields of one response key have the same arguments (GraphQL specification, section 5.3.2). */
    private Field rewrite(Field field) {
        String responseKey = field.getResultKey();
        List<Argument> arguments = new ArrayList<>();
        Map<String, String> variables = new LinkedHashMap<>();
        for (GraphQLArgument declared : root.getFieldDefinition(field.getName()).getArguments()) {
            String variable = prefix + responseKey + "_" + declared.getName();
            variables.put(declared.getName(), variable);
            added.computeIfAbsent(variable, name -> definition(name, declared));
            arguments.add(new Argument(declared.getName(), new VariableReference(variable)));
        }
        names.put(responseKey, variables);
        return field.transform(b -> b.arguments(arguments));
    }

    private static VariableDefinition definition(String name, GraphQLArgument declared) {
        VariableDefinition.Builder variable = VariableDefinition.newVariableDefinition()
                .name(name)
                .type(Parser.parseType(GraphQLTypeUtil.simplePrint(declared.getType())));
        if (declared.hasSetDefaultValue()) {
            variable.defaultValue((Value<?>) ValuesResolver.valueToLiteral(
                    declared.getArgumentDefaultValue(),
                    declared.getType(),
                    GraphQLContext.getDefault(),
                    Locale.ENGLISH));
        }
        return variable.build();
    }

    /** The fragments that are spread there, and within them. */
    private void need(Node<?> node, Map<String, FragmentDefinition> needed) {
        if (node instanceof FragmentSpread spread && !needed.containsKey(spread.getName())) {
            FragmentDefinition known = rewritten.get(spread.getName());
            FragmentDefinition fragment =
                    known == null ? Objects.requireNonNull(fragments.get(spread.getName()), "validated") : known;
            needed.put(spread.getName(), fragment);
            need(fragment, needed);
        }
        node.getChildren().forEach(child -> need(child, needed));
    }

    private static void variables(Node<?> node, Set<String> used) {
        if (node instanceof VariableReference reference) {
            used.add(reference.getName());
        }
        node.getChildren().forEach(child -> variables(child, used));
    }
}
