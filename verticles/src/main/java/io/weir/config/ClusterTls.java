package io.weir.config;

import io.weir.config.yaml.FilePath;
import io.weir.config.yaml.Shape;
import java.nio.file.Path;

/**
 * How nodes know each other when they exchange messages: both ends show a certificate of one authority.
 *
 * @param certificate PEM file with this node's certificate, its chain behind it; for the host that others reach it by
 * @param key PEM file with its private key (PKCS #8)
 * @param ca PEM file of the authority that has signed the certificates of all nodes, and of nobody else
 */
public record ClusterTls(Path certificate, Path key, Path ca) {

    static final Shape<ClusterTls> SHAPE = keys -> new ClusterTls(
            keys.required(
                    "certificate",
                    new FilePath(),
                    Path.of("node.crt"),
                    "PEM file with this node's certificate, for the host that others reach it by."),
            keys.required("key", new FilePath(), Path.of("node.key"), "PEM file with its private key (PKCS #8)."),
            keys.required(
                    "ca",
                    new FilePath(),
                    Path.of("cluster-ca.crt"),
                    "PEM file of the authority that has signed every node's certificate, and nothing else."));
}
