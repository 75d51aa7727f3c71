package io.weir.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Scripts for Node in a folder of the build, beside the npm packages that they import. They stand among the resources of a
 * Java package, with a {@code package.json} and its lock file.
 */
public final class NodePackages {

    private static final long INSTALL_MINUTES = 3;

    private NodePackages() {}

    /**
     * Installs the packages that a lock file names, unless this build has them.
     *
     * @param beside a class of the package that has the scripts
     * @return the folder of the scripts
     */
    public static synchronized Path folder(Class<?> beside) {
        Path folder = Path.of("target", "npm", beside.getPackageName()).toAbsolutePath();
        try (FileChannel file = lock(folder);
                FileLock held = file.lock()) { // tests run in several processes
            copyScripts(sources(beside), folder);
            Path lock = folder.resolve("package-lock.json");
            Path installed = folder.resolve("installed.json");
            if (!Files.exists(installed) || Files.mismatch(lock, installed) != -1) {
                Files.deleteIfExists(installed);
                install(folder);
                Files.copy(lock, installed); // last, so that half an installation does not count
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        Files.createDirectories(folder);
        return FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static void copyScripts(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static Path sources(Class<?> beside) {
        try {
            return Path.of(beside.getResource("package.json").toURI()).getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void install(Path folder) throws IOException {
        Path node = Programs.require("node", "nodejs");
        Path npm = Programs.require("npm", "npm");
        Path log = folder.resolve("npm.log");
        ProcessBuilder command = new ProcessBuilder(
                        List.of(npm.toString(), "ci", "--no-audit", "--no-fund", "--ignore-scripts"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // npm is a script for whichever node comes first.
        command.environment().compute("PATH", (name, path) -> node.getParent() + File.pathSeparator + path);
        Process process = command.start();
        try {
            if (!process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new AssertionError("npm does not install the packages:%n%s".formatted(Files.readString(log)));
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
