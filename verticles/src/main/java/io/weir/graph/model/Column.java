package io.weir.graph.model;

import java.util.Optional;

/**
 * A field of a model that is stored as it is.
 *
 * @param field its name, and the column's
 * @param type what it holds, or each element of it where it is a list
 * @param typeName the GraphQL type's name: the enum's, or the scalar's
 * @param list whether it is a list of such values; elements are never null
 * @param required whether it is never null
 * @param unique whether no two rows may have the same value; never a list or JSON
 * @param initial what a new row has where its input says nothing, as {@link io.weir.json.Json} would parse it
 */
public record Column(
        String field,
        ColumnType type,
        String typeName,
        boolean list,
        boolean required,
        boolean unique,
        Optional<Object> initial) {}
