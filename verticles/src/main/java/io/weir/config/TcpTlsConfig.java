package io.weir.config;

import io.weir.config.yaml.FilePath;
import io.weir.config.yaml.OptionalOf;
import io.weir.config.yaml.Shape;
import java.nio.file.Path;
import java.util.Optional;

/**
 * TLS of the TCP bridge.
 *
 * @param certificate PEM file of its certificate, with the chain
 * @param key PEM file of its private key
 * @param clientCa PEM file of the authorities of clients' certificates; every client then needs one
 */
public record TcpTlsConfig(Path certificate, Path key, Optional<Path> clientCa) {

    static final Shape<TcpTlsConfig> SHAPE = keys -> new TcpTlsConfig(
            keys.required(
                    "certificate",
                    new FilePath(),
                    Path.of("bridge.pem"),
                    "PEM file of the certificate, with its chain."),
            keys.required("key", new FilePath(), Path.of("bridge.key"), "PEM file of the private key (PKCS #8)."),
            keys.optional(
                    "clientCa",
                    new OptionalOf<>(new FilePath()),
                    Optional.empty(),
                    "PEM file of the authorities of clients' certificates; every client then needs one."));
}
