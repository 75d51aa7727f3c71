package io.weir.graph.model;

/**
 * A field of a model that is one other model: stored as that one's id, in a column of the field's name.
 *
 * @param field its name, and the column's
 * @param target the other model's name; may be the same model
 * @param required whether it is never null
 * @param unique whether no two rows may refer to the same
 */
public record Reference(String field, String target, boolean required, boolean unique) {}
