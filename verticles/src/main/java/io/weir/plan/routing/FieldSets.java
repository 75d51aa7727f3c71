package io.weir.plan.routing;

import graphql.language.Field;
import graphql.language.InlineFragment;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import org.jspecify.annotations.Nullable;

/** Looks things up in the selections of field sets. */
final class FieldSets {

    private FieldSets() {}

    /** Whether the selections name the field on their first level. */
    static boolean names(SelectionSet set, String field) {
        return set.getSelections().stream().anyMatch(selection -> names(selection, field));
    }

    private static boolean names(Selection<?> selection, String field) {
        if (selection instanceof InlineFragment inline) {
            return names(inline.getSelectionSet(), field);
        }
        return selection instanceof Field named && named.getName().equals(field);
    }

    /** Whether a fragment is about objects of this type. */
    static boolean applies(InlineFragment fragment, String type, Catalog catalog) {
        @Nullable
        String condition = fragment.getTypeCondition() == null
                ? null
                : fragment.getTypeCondition().getName();
        return condition == null || catalog.possibleTypes().allows(condition, type);
    }
}
