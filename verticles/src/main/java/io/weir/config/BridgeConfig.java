package io.weir.config;

import io.weir.config.yaml.OptionalOf;
import io.weir.config.yaml.Section;
import io.weir.config.yaml.Shape;
import java.util.Optional;

/**
 * Ways onto the event bus for programs that are no verticles.
 *
 * @param tcp the TCP bridge; there is none where it is empty
 */
public record BridgeConfig(Optional<TcpBridgeConfig> tcp) {

    static final Shape<BridgeConfig> SHAPE = keys -> new BridgeConfig(keys.optional(
            "tcp",
            new OptionalOf<>(new Section<>(TcpBridgeConfig.SHAPE)),
            Optional.empty(),
            "The TCP bridge to the event bus; there is none without the key."));

    /** No way. */
    public static final BridgeConfig DEFAULT = SHAPE.defaults();
}
