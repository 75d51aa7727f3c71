package io.weir.config;

import io.weir.config.yaml.Shape;
import io.weir.config.yaml.Values;

/** Sections of the contract that this version accepts only where they ask for nothing. */
record Unserved() {

    /** {@code cluster: {enabled: false}}. */
    static final Shape<Unserved> CLUSTER = keys -> {
        keys.unserved("name", "secret", "join");
        keys.optional(
                "enabled", Values.only(false), false, "Whether nodes form a cluster; this version serves one node.");
        return new Unserved();
    };

    /** {@code auth: {}}. */
    static final Shape<Unserved> AUTH = keys -> {
        keys.unserved("keys", "jwks", "issuer", "audience");
        return new Unserved();
    };
}
