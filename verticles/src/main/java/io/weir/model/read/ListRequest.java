package io.weir.model.read;

import io.weir.graph.model.Model;
import io.weir.graph.model.References;
import io.weir.model.ModelException;
import java.util.List;
import java.util.Map;

/**
 * What a client asks of a list that each row of a model has.
 *
 * @param filter as GraphQL coerced it
 * @param orderBy as GraphQL coerced it; empty for the list's own order
 * @param size how many of each row's list at most
 */
public record ListRequest(Model owner, References list, Map<?, ?> filter, List<?> orderBy, int size) {

    /**
     * Reads a list's arguments.
     *
     * @param arguments {@code filter orderBy first}, as GraphQL coerced them
     * @throws ModelException when they do not fit
     */
    public static ListRequest of(Model owner, References list, Map<String, ?> arguments) {
        return new ListRequest(
                owner,
                list,
                PageRequest.filter(arguments),
                PageRequest.orderBy(arguments),
                PageRequest.size(arguments, "first"));
    }
}
