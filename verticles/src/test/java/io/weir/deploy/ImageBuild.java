package io.weir.deploy;

import io.weir.deploy.Dockerfile.Instruction;
import io.weir.testing.ScriptRun;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A Dockerfile's steps done by hand: each stage is a folder, COPY copies, RUN runs there with this JVM's JDK in place of
 * the base image's. What a stage does to the system around it (its users) is left out: nothing but folders is built.
 */
final class ImageBuild {

    private static final String SYSTEM = "useradd ";

    private final Dockerfile file;
    private final Path folder;

    ImageBuild(Dockerfile file, Path folder) {
        this.file = file;
        this.folder = folder;
    }

    /** The root folder of a stage, built from the first instruction to the last. */
    Path build(String stage) throws IOException, InterruptedException {
        Path root = folder.resolve(stage);
        if (Files.exists(root)) {
            return root;
        }
        Path at = Files.createDirectories(root);
        for (Instruction instruction : file.all(stage)) {
            if (instruction.name().equals("WORKDIR")) {
                at = Files.createDirectories(inside(root, instruction.arguments()));
            } else if (instruction.name().equals("COPY")) {
                copy(instruction, root, at);
            } else if (instruction.name().equals("RUN")
                    && !instruction.arguments().startsWith(SYSTEM)) {
                run(instruction.arguments(), at);
            }
        }
        return root;
    }

    private void copy(Instruction copy, Path root, Path at) throws IOException, InterruptedException {
        List<String> words = copy.words();
        String target = words.get(words.size() - 1);
        Path to = target.startsWith("/")
                ? inside(root, target)
                : at.resolve(target).normalize();
        String from = copy.option("from");
        Path source = from.isEmpty() ? DeployFolder.ROOT : build(from);
        for (String word : words.subList(0, words.size() - 1)) {
            Path found = inside(source, word);
            boolean intoFolder = target.endsWith("/") && !Files.isDirectory(found);
            copy(found, intoFolder ? to.resolve(found.getFileName()) : to);
        }
    }

    /** Docker copies what is in a folder, and follows no links. */
    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        to.resolve(from.relativize(file)),
                        java.nio.file.StandardCopyOption.COPY_ATTRIBUTES,
                        java.nio.file.LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    private static void run(String command, Path at) throws IOException, InterruptedException {
        String path = Path.of(System.getProperty("java.home"), "bin") + File.pathSeparator + System.getenv("PATH");
        ScriptRun run =
                ScriptRun.of(List.of("sh", "-c", "cd '%s' && %s".formatted(at, command)), Map.of("PATH", path), "");
        if (run.exitCode() != 0) {
            throw new AssertionError("%s:%n%s".formatted(command, run.output()));
        }
    }

    /** Where an absolute path of the image, or a relative one of the build's context, is on this machine. */
    static Path inside(Path root, String path) {
        return root.resolve(path.startsWith("/") ? path.substring(1) : path).normalize();
    }
}
