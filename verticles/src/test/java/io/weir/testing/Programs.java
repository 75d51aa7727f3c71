package io.weir.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds programs that tests run. The order: {@code WEIR_TEST_PROGRAM} in the environment, the machine's path, Debian's
 * package (installed when root). Thread-safe.
 */
public final class Programs {

    /** Where Debian keeps programs that are not meant for every user's path. */
    private static final List<Path> FURTHER = List.of(
            Path.of("/usr/lib/rabbitmq/bin"),
            Path.of("/usr/local/sbin"),
            Path.of("/usr/sbin"),
            Path.of("/sbin"),
            Path.of("/usr/lib/chromium"));

    private Programs() {}

    /**
     * The program's path.
     *
     * @param program the file's name, for example {@code node}; {@code WEIR_TEST_NODE} overrides it
     * @param debianPackage the package that has it, for example {@code nodejs}
     * @throws AssertionError when the program is not to be had; names the package
     */
    public static synchronized Path require(String program, String debianPackage) {
        return named(program)
                .or(() -> find(program))
                .or(() -> DebianPackages.install(debianPackage).flatMap(installed -> find(program)))
                .orElseThrow(() -> new AssertionError(
                        "this test needs the program \"%s\": install Debian's package \"%s\", or set %s to its path"
                                .formatted(program, debianPackage, variable(program))));
    }

    /**
     * A file that a program needs, for example a library that it loads by itself.
     *
     * @throws AssertionError when the file is not to be had; names the package
     */
    public static synchronized Path requireFile(Path file, String debianPackage) {
        return Optional.of(file)
                .filter(Files::exists)
                .or(() -> DebianPackages.install(debianPackage)
                        .map(installed -> file)
                        .filter(Files::exists))
                .orElseThrow(() -> new AssertionError(
                        "this test needs %s: install Debian's package \"%s\"".formatted(file, debianPackage)));
    }

    private static Optional<Path> named(String program) {
        Optional<Path> named =
                Optional.ofNullable(environment().get(variable(program))).map(Path::of);
        named.filter(path -> !Files.isExecutable(path)).ifPresent(path -> {
            throw new AssertionError("%s is %s, which is no program".formatted(variable(program), path));
        });
        return named;
    }

    private static Optional<Path> find(String program) {
        String path = environment().getOrDefault("PATH", "");
        // A wrapper in /usr/sbin may insist on a user; the program itself, named first, does not.
        return Stream.concat(
                        FURTHER.stream(),
                        Arrays.stream(path.split(File.pathSeparator)).map(Path::of))
                .map(folder -> folder.resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static String variable(String program) {
        return "WEIR_TEST_" + program.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static Map<String, String> environment() {
        return System.getenv();
    }
}
