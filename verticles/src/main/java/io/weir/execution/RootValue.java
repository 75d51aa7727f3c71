package io.weir.execution;

import org.jspecify.annotations.Nullable;

/** What a source gave for a root field. */
sealed interface RootValue {

    /**
     * A representation, or a plain value.
     *
     * @param value as {@link io.weir.json.Json} parses it
     */
    record Present(@Nullable Object value) implements RootValue {}

    /**
     * Nothing, and why.
     *
     * @param message fit for the client
     * @param code for {@code extensions.code}
     */
    record Failed(String message, String code) implements RootValue {}
}
