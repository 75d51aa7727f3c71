package io.weir.plan.routing;

import graphql.language.Argument;
import graphql.language.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field that a subgraph is asked for.
 *
 * @param key its alias, and where its value stands in the merged data
 * @param type its type in the subgraph
 * @param below what is asked of its objects; null for scalars and enums
 */
@SuppressWarnings("rawtypes") // as graphql-java declares it
public record FieldDraft(
        String key,
        String name,
        List<Argument> arguments,
        Type type,
        @Nullable SelectionDraft below) {}
