package io.weir.config.yaml;

import java.nio.file.Path;

/**
 * Where something stands in a configuration file, for what is found wrong with it later.
 *
 * @param file as the user named it
 * @param line from 1
 * @param column from 1
 */
public record Place(Path file, int line, int column) {

    /** Of what was never in a file. */
    public static final Place NONE = new Place(Path.of("weir.yaml"), 1, 1);
}
