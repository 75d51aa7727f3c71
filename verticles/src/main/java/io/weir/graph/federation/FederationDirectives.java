package io.weir.graph.federation;

/** Federation's directives as {@link SubgraphSchema} names them, whatever the subgraph calls them. */
public final class FederationDirectives {

    /** {@code @key(fields:, resolvable:)} on objects and interfaces. */
    public static final String KEY = "key";

    /** {@code @external} on fields. */
    public static final String EXTERNAL = "external";

    /** {@code @requires(fields:)} on fields. */
    public static final String REQUIRES = "requires";

    /** {@code @provides(fields:)} on fields. */
    public static final String PROVIDES = "provides";

    /** {@code @shareable} on objects and fields. */
    public static final String SHAREABLE = "shareable";

    /** {@code @override(from:, label:)} on fields. */
    public static final String OVERRIDE = "override";

    /** {@code @interfaceObject} on an object type that is an interface elsewhere. */
    public static final String INTERFACE_OBJECT = "interfaceObject";

    /** {@code @inaccessible} on whatever clients may not see. */
    public static final String INACCESSIBLE = "inaccessible";

    /** {@code @tag(name:)}; means nothing to Weir. */
    public static final String TAG = "tag";

    private FederationDirectives() {}
}
