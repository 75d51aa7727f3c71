package io.weir.plan;

import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import io.weir.config.QueryLimits;
import io.weir.plan.demand.Selections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds a document against the limits before it is validated, since validation itself may be costly. Each fragment is
 * measured once, so the check takes time linear in the text. Fragment cycles are left to validation.
 */
final class QueryLimitCheck {

    /** graphql-java bounds one introspection field; several in one operation would each be answered. */
    private static final int MAX_INTROSPECTION_FIELDS = 5;

    private final QueryLimits limits;
    private final boolean introspection;

    QueryLimitCheck(QueryLimits limits, boolean introspection) {
        this.limits = limits;
        this.introspection = introspection;
    }

    /**
     * What a selection set comes to, fragments expanded.
     *
     * @param depth levels of fields
     * @param fields fields in all
     * @param aliases fields with an alias
     * @param introspections {@code __schema} and {@code __type}
     */
    private record Size(int depth, long fields, long aliases, long introspections) {

        static final Size NONE = new Size(0, 0, 0, 0);

        Size and(Size other) {
            return new Size(
                    Math.max(depth, other.depth),
                    Math.min(fields + other.fields, Integer.MAX_VALUE),
                    Math.min(aliases + other.aliases, Integer.MAX_VALUE),
                    Math.min(introspections + other.introspections, Integer.MAX_VALUE));
        }
    }

    void check(Document document) throws RequestErrors {
        Measure measure = new Measure(Selections.fragments(document));
        for (OperationDefinition operation : document.getDefinitionsOfType(OperationDefinition.class)) {
            Size size = measure.of(operation.getSelectionSet());
            limit("levels of fields", size.depth(), limits.depth());
            limit("fields", size.fields(), limits.fields());
            limit("aliases", size.aliases(), limits.aliases());
            limit("introspection fields", size.introspections(), MAX_INTROSPECTION_FIELDS);
        }
        if (measure.introspectsBelow) {
            throw new RequestErrors(RequestError.of(
                    "__schema and __type can be selected at the root of a query only", RequestError.NOT_REACHABLE));
        }
        if (measure.introspects && !introspection) {
            throw new RequestErrors(
                    RequestError.of("introspection is turned off on this server", RequestError.VALIDATION_FAILED));
        }
    }

    private static void limit(String what, long found, int allowed) throws RequestErrors {
        if (found > allowed) {
            throw new RequestErrors(RequestError.of(
                    "the operation has %d %s, at most %d are allowed".formatted(found, what, allowed),
                    RequestError.TOO_COMPLEX));
        }
    }

    private static final class Measure {

        private final Map<String, FragmentDefinition> fragments;
        private final Map<String, Size> measured = new HashMap<>();
        private final Set<String> underWay = new HashSet<>();
        boolean introspects;
        /** Where a field has led back to Query. */
        boolean introspectsBelow;

        Measure(Map<String, FragmentDefinition> fragments) {
            this.fragments = fragments;
        }

        Size of(@Nullable SelectionSet set) {
            Size size = Size.NONE;
            if (set != null) {
                for (Selection<?> selection : set.getSelections()) {
                    size = size.and(of(selection));
                }
            }
            return size;
        }

        private Size of(Selection<?> selection) {
            if (selection instanceof Field field) {
                return ofField(field);
            }
            if (selection instanceof InlineFragment inline) {
                return of(inline.getSelectionSet());
            }
            return ofFragment(((FragmentSpread) selection).getName());
        }

        /** What {@code __schema} and {@code __type} select is bounded by graphql-java. */
        private Size ofField(Field field) {
            int alias = field.getAlias() == null ? 0 : 1;
            if (field.getName().equals("__schema") || field.getName().equals("__type")) {
                introspects = true;
                return new Size(1, 1, alias, 1);
            }
            Size inner = of(field.getSelectionSet());
            introspectsBelow |= inner.introspections() > 0;
            return new Size(inner.depth() + 1, inner.fields() + 1, inner.aliases() + alias, inner.introspections());
        }

        private Size ofFragment(String name) {
            Size known = measured.get(name);
            FragmentDefinition fragment = fragments.get(name);
            if (known != null || fragment == null || !underWay.add(name)) {
                return known == null ? Size.NONE : known;
            }
            Size size = of(fragment.getSelectionSet());
            underWay.remove(name);
            measured.put(name, size);
            return size;
        }
    }
}
