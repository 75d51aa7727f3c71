package io.weir.graph.federation;

import java.util.Set;

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

    /** Those that only a reader meets, which does what follows from them. */
    public static final String EXTENDS = "extends";

    /** What Federation 1 has; the last two came to it late. */
    public static final Set<String> VERSION_1 = Set.of(KEY, EXTERNAL, REQUIRES, PROVIDES, EXTENDS, TAG, INACCESSIBLE);

    /** What a gateway must enforce and this version does not. */
    public static final Set<String> NOT_SERVED =
            Set.of("authenticated", "requiresScopes", "policy", "context", "fromContext");

    /** What composition acts on; the rest are hints. */
    public static final Set<String> MEANINGFUL =
            Set.of(KEY, EXTERNAL, REQUIRES, PROVIDES, SHAREABLE, OVERRIDE, INTERFACE_OBJECT, INACCESSIBLE);

    /** Those that may stand more than once on one element. */
    public static final Set<String> REPEATABLE = Set.of(KEY, SHAREABLE);

    /** All of Federation 2. */
    public static final Set<String> ALL = Set.of(
            KEY,
            EXTERNAL,
            REQUIRES,
            PROVIDES,
            SHAREABLE,
            OVERRIDE,
            INTERFACE_OBJECT,
            INACCESSIBLE,
            TAG,
            EXTENDS,
            "composeDirective",
            "authenticated",
            "requiresScopes",
            "policy",
            "context",
            "fromContext",
            "cost",
            "listSize");

    /** The types that federation's directives and root fields use. */
    public static final Set<String> TYPES =
            Set.of("_Any", "_Entity", "_Service", "_FieldSet", "FieldSet", "openfed__FieldSet");

    private FederationDirectives() {}
}
