package io.weir.plan;

import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.OperationDefinition.Operation;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import io.weir.plan.demand.Selections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds the root fields of subscriptions against what the specification says of its only one (section 5.2.4.1), but for
 * their number: that has a limit of ours. Fields that {@code @skip} and {@code @include} may leave out count.
 */
final class SubscriptionRoots {

    private final Map<String, FragmentDefinition> fragments;
    private final Set<String> responseKeys = new HashSet<>();
    private final Set<String> visited = new HashSet<>();

    private SubscriptionRoots(Map<String, FragmentDefinition> fragments) {
        this.fragments = fragments;
    }

    /**
     * Checks a valid document.
     *
     * @param several whether its subscriptions may have more than one root field
     * @param limit how many, then
     */
    static void check(Document document, boolean several, int limit) throws RequestErrors {
        for (OperationDefinition operation : document.getDefinitionsOfType(OperationDefinition.class)) {
            if (operation.getOperation() == Operation.SUBSCRIPTION) {
                SubscriptionRoots roots = new SubscriptionRoots(Selections.fragments(document));
                roots.collect(operation.getSelectionSet());
                roots.check(operation, several, limit);
            }
        }
    }

    private void check(OperationDefinition operation, boolean several, int limit) throws RequestErrors {
        if (!several && responseKeys.size() > 1) {
            throw new RequestErrors(new RequestError(
                    "a subscription has one root field (GraphQL specification, section 5.2.4.1), and this one has %d"
                            .formatted(responseKeys.size()),
                    List.of(operation.getSourceLocation()),
                    RequestError.VALIDATION_FAILED));
        }
        if (responseKeys.size() > limit) {
            throw new RequestErrors(new RequestError(
                    "the subscription has %d root fields, at most %d are allowed".formatted(responseKeys.size(), limit),
                    List.of(operation.getSourceLocation()),
                    RequestError.TOO_COMPLEX));
        }
    }

    private void collect(SelectionSet roots) throws RequestErrors {
        for (Selection<?> selection : roots.getSelections()) {
            if (selection instanceof Field field) {
                add(field);
            } else if (selection instanceof InlineFragment inline) {
                collect(inline.getSelectionSet());
            } else if (selection instanceof FragmentSpread spread && visited.add(spread.getName())) {
                FragmentDefinition fragment = fragments.get(spread.getName());
                if (fragment != null) {
                    collect(fragment.getSelectionSet());
                }
            }
        }
    }

    private void add(Field field) throws RequestErrors {
        if (field.getName().startsWith("__")) {
            throw new RequestErrors(new RequestError(
                    "the root fields of a subscription are its streams, and %s is none: select it within one of them"
                            .formatted(field.getName()),
                    List.of(field.getSourceLocation()),
                    RequestError.VALIDATION_FAILED));
        }
        responseKeys.add(field.getResultKey());
    }
}
