package io.weir.plan.demand;

import graphql.language.Argument;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One field that is asked for. Selections of one field with equal arguments are one demand, whatever their aliases.
 *
 * @param key where the value stands in the merged data, and the alias under which subgraphs are asked for it
 * @param field the field's name
 * @param arguments sorted by name; variables stay variables
 * @param below what is asked of its objects; null for scalars and enums
 */
public record Demand(
        String key,
        String field,
        List<Argument> arguments,
        @Nullable Demands below) {

    /** Demands are shared wherever they are equal, so they are compared by identity. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
