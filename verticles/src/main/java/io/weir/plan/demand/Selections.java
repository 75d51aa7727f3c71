package io.weir.plan.demand;

import graphql.language.BooleanValue;
import graphql.language.Directive;
import graphql.language.DirectivesContainer;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.TypeName;
import graphql.language.Value;
import graphql.language.VariableReference;
import graphql.schema.GraphQLFieldsContainer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * CollectFields of the GraphQL specification, section 6.3.2, with the values of {@code @skip} and {@code @include}
 * known. One for each plan; counts its work, so that nested fragments cannot make it endless.
 */
public final class Selections {

    private final PossibleTypes types;
    private final Map<String, FragmentDefinition> fragments;
    private final Map<String, Boolean> conditions;
    private final WorkLimit limit;

    /**
     * Reads the selections of one document.
     *
     * @param conditions the variables that {@code @skip} and {@code @include} use, with their values
     * @param limit what reading may cost
     */
    public Selections(
            PossibleTypes types,
            Map<String, FragmentDefinition> fragments,
            Map<String, Boolean> conditions,
            WorkLimit limit) {
        this.types = types;
        this.fragments = fragments;
        this.conditions = conditions;
        this.limit = limit;
    }

    /** A document's fragments by name. */
    public static Map<String, FragmentDefinition> fragments(Document document) {
        Map<String, FragmentDefinition> fragments = new LinkedHashMap<>();
        document.getDefinitionsOfType(FragmentDefinition.class).forEach(f -> fragments.put(f.getName(), f));
        return fragments;
    }

    /** The fields that apply to {@code type}, in order, those of one response key together. */
    public Map<String, List<Field>> collect(GraphQLFieldsContainer type, List<SelectionSet> sets) {
        Map<String, List<Field>> collected = new LinkedHashMap<>();
        Set<String> visited = new HashSet<>();
        for (SelectionSet set : sets) {
            collect(type, set, collected, visited);
        }
        return collected;
    }

    private void collect(
            GraphQLFieldsContainer type, SelectionSet set, Map<String, List<Field>> collected, Set<String> visited) {
        for (Selection<?> selection : set.getSelections()) {
            limit.step();
            if (!included((DirectivesContainer<?>) selection)) {
                continue;
            }
            if (selection instanceof Field field) {
                collected
                        .computeIfAbsent(field.getResultKey(), key -> new ArrayList<>())
                        .add(field);
            } else if (selection instanceof InlineFragment inline) {
                if (applies(inline.getTypeCondition(), type)) {
                    collect(type, inline.getSelectionSet(), collected, visited);
                }
            } else if (selection instanceof FragmentSpread spread && visited.add(spread.getName())) {
                FragmentDefinition fragment = fragments.get(spread.getName());
                if (fragment != null && applies(fragment.getTypeCondition(), type)) {
                    collect(type, fragment.getSelectionSet(), collected, visited);
                }
            }
        }
    }

    private boolean included(DirectivesContainer<?> selection) {
        return condition(selection, "include", true) && !condition(selection, "skip", false);
    }

    private boolean condition(DirectivesContainer<?> selection, String directive, boolean otherwise) {
        for (Directive applied : selection.getDirectives(directive)) {
            Value<?> value = applied.getArgument("if").getValue();
            if (value instanceof VariableReference variable) {
                return conditions.getOrDefault(variable.getName(), otherwise);
            }
            return value instanceof BooleanValue literal && literal.isValue();
        }
        return otherwise;
    }

    private boolean applies(@Nullable TypeName condition, GraphQLFieldsContainer type) {
        return condition == null || types.allows(condition.getName(), type.getName());
    }
}
