package io.weir.config;

import io.weir.config.yaml.Shape;

/**
 * What one query may ask; more is a request error before anything runs.
 *
 * @param size the query text's length in characters
 * @param tokens its tokens
 * @param depth how deep fields nest, fragments expanded; introspection fields not counted
 * @param aliases how many fields carry an alias
 * @param fields how many fields it selects in all, fragments expanded
 * @param roots how many root fields a subscription has
 */
public record QueryLimits(int size, int tokens, int depth, int aliases, int fields, int roots) {

    static final Shape<QueryLimits> SHAPE = keys -> new QueryLimits(
            keys.optional("size", Rules.COUNT, 65_536, "The text's length, in characters."),
            keys.optional("tokens", Rules.COUNT, 10_000, "The text's tokens."),
            keys.optional("depth", Rules.COUNT, 30, "How deep fields nest; introspection is not counted."),
            keys.optional("aliases", Rules.COUNT, 100, "How many fields carry an alias."),
            keys.optional("fields", Rules.COUNT, 5_000, "How many fields it selects, fragments expanded."),
            keys.optional("roots", Rules.COUNT, 16, "How many root fields a subscription has."));

    /** Generous for people, narrow for attackers. */
    public static final QueryLimits DEFAULT = SHAPE.defaults();

    /** Checks every rule. */
    public QueryLimits {
        Rules.COUNT.check("size", size);
        Rules.COUNT.check("tokens", tokens);
        Rules.COUNT.check("depth", depth);
        Rules.COUNT.check("aliases", aliases);
        Rules.COUNT.check("fields", fields);
        Rules.COUNT.check("roots", roots);
    }
}
