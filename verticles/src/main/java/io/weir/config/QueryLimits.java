package io.weir.config;

/**
 * What one query may ask; more is a request error before anything runs.
 *
 * @param size the query text's length in characters
 * @param tokens its tokens
 * @param depth how deep fields nest, fragments expanded; introspection fields not counted
 * @param aliases how many fields carry an alias
 * @param fields how many fields it selects in all, fragments expanded
 */
public record QueryLimits(int size, int tokens, int depth, int aliases, int fields) {

    /** Generous for people, narrow for attackers. */
    public static final QueryLimits DEFAULT = new QueryLimits(64 * 1024, 10_000, 30, 100, 5_000);
}
