package io.weir.graph.model;

import java.util.Optional;

/**
 * A field of a model that is a list of other models.
 *
 * @param field its name
 * @param target the other model's name; may be the same model
 * @param inverse the {@link Reference} of the target that says the same from the other side, so that nothing more is
 *     stored; empty where the pairs are kept in a table of their own, in the order in which they were given
 */
public record References(String field, String target, Optional<String> inverse) {}
