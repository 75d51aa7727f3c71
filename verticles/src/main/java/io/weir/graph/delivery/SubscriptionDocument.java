package io.weir.graph.delivery;

import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.TypeName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A valid document of one subscription, and what it selects. */
final class SubscriptionDocument {

    private final OperationDefinition operation;
    private final Map<String, FragmentDefinition> fragments = new HashMap<>();

    SubscriptionDocument(Document document, OperationDefinition operation) {
        this.operation = operation;
        document.getDefinitionsOfType(FragmentDefinition.class)
                .forEach(fragment -> fragments.put(fragment.getName(), fragment));
    }

    /**
     * A selected field.
     *
     * @param type the type whose field it is, by name; null for that of the selection set's owner
     */
    record Selected(@Nullable String type, Field field) {}

    OperationDefinition operation() {
        return operation;
    }

    /** The root fields by response key, each with all its selections. */
    Map<String, List<Selected>> roots() {
        return selected(List.of(operation.getSelectionSet()));
    }

    /** Everything that selection sets select, fragments spread, by response key. */
    Map<String, List<Selected>> selected(List<SelectionSet> sets) {
        Map<String, List<Selected>> selected = new LinkedHashMap<>();
        sets.forEach(set -> collect(set, null, selected, new HashSet<>()));
        return selected;
    }

    private void collect(
            SelectionSet set, @Nullable String type, Map<String, List<Selected>> selected, Set<String> visited) {
        for (Selection<?> selection : set.getSelections()) {
            if (selection instanceof Field field) {
                selected.computeIfAbsent(field.getResultKey(), key -> new ArrayList<>())
                        .add(new Selected(type, field));
            } else if (selection instanceof InlineFragment inline) {
                TypeName condition = inline.getTypeCondition();
                collect(inline.getSelectionSet(), condition == null ? type : condition.getName(), selected, visited);
            } else if (selection instanceof FragmentSpread spread && visited.add(spread.getName())) {
                FragmentDefinition fragment = fragments.get(spread.getName());
                if (fragment != null) {
                    collect(
                            fragment.getSelectionSet(),
                            fragment.getTypeCondition().getName(),
                            selected,
                            visited);
                }
            }
        }
    }
}
