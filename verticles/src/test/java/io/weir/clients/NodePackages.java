package io.weir.clients;

import io.weir.testing.Programs;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The scripts of this package in a folder of the build, beside the npm packages that they import. */
final class NodePackages {

    private static final Path FOLDER = Path.of("target", "npm-clients").toAbsolutePath();

    /** The lock file of what is installed; written last. */
    private static final Path INSTALLED = FOLDER.resolve("installed.json");

    private static final long INSTALL_MINUTES = 3;

    private NodePackages() {}

    /** Installs the packages that the lock file names, unless this build has them; the folder of the scripts. */
    static synchronized Path folder() {
        try {
            copyScripts();
            Path lock = FOLDER.resolve("package-lock.json");
            if (!Files.exists(INSTALLED) || Files.mismatch(lock, INSTALLED) != -1) {
                Files.deleteIfExists(INSTALLED);
                install();
                Files.copy(lock, INSTALLED);
            }
            return FOLDER;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copyScripts() throws IOException {
        Files.createDirectories(FOLDER);
        try (Stream<Path> files = Files.list(sources())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, FOLDER.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static Path sources() {
        try {
            return Path.of(NodePackages.class.getResource("package.json").toURI())
                    .getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void install() throws IOException {
        Path node = Programs.require("node", "nodejs");
        Path npm = Programs.require("npm", "npm");
        Path log = FOLDER.resolve("npm.log");
        ProcessBuilder command = new ProcessBuilder(
                        List.of(npm.toString(), "ci", "--no-audit", "--no-fund", "--ignore-scripts"))
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // npm is a script for whichever node comes first.
        command.environment().compute("PATH", (name, path) -> node.getParent() + File.pathSeparator + path);
        Process process = command.start();
        try {
            if (!process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new AssertionError("npm does not install the clients:%n%s".formatted(Files.readString(log)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }
}
