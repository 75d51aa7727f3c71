package io.weir.config;

import io.weir.config.yaml.Shape;

/** Sections of the contract that this version accepts only where they ask for nothing. */
record Unserved() {

    /** {@code auth: {}}. */
    static final Shape<Unserved> AUTH = keys -> {
        keys.unserved("keys", "jwks", "issuer", "audience");
        return new Unserved();
    };
}
