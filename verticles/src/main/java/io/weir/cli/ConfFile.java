package io.weir.cli;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that every command on a configuration has. */
final class ConfFile {

    @Option(names = "--conf", paramLabel = "FILE", required = true, description = "The configuration file.")
    private @Nullable Path file;

    Path path() {
        return Objects.requireNonNull(file);
    }
}
