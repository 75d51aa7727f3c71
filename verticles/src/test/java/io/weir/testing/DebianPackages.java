package io.weir.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Installs Debian's packages where that is allowed, without starting the services in them. */
final class DebianPackages {

    /** Asked by Debian's packages before they start a service; 101 is "not allowed". */
    private static final Path POLICY = Path.of("/usr/sbin/policy-rc.d");

    private static final Path LOCK = Path.of(System.getProperty("java.io.tmpdir"), "weir-test-packages.lock");

    private DebianPackages() {}

    /** Installs a package; empty when this machine has no {@code apt-get}, this user is not root, or apt failed. */
    static Optional<String> install(String name) {
        if (!Files.isExecutable(Path.of("/usr/bin/apt-get")) || !"root".equals(System.getProperty("user.name"))) {
            return Optional.empty();
        }
        System.out.println("Installing Debian's package \"" + name + "\" for the tests");
        try (FileChannel file = FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = file.lock()) {
            return installLocked(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> installLocked(String name) throws IOException {
        boolean ours = forbidServices();
        try {
            boolean done = apt("update") && apt("install", "--no-install-recommends", name);
            return done ? Optional.of(name) : Optional.empty();
        } finally {
            if (ours) {
                Files.deleteIfExists(POLICY);
            }
        }
    }

    private static boolean forbidServices() throws IOException {
        try {
            Files.createFile(
                    POLICY, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
            Files.writeString(POLICY, "#!/bin/sh\nexit 101\n");
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private static boolean apt(String... arguments) throws IOException {
        ProcessBuilder apt = new ProcessBuilder("apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=300");
        apt.command().addAll(List.of(arguments));
        apt.environment().put("DEBIAN_FRONTEND", "noninteractive");
        Process process = apt.inheritIO().start();
        try {
            return process.waitFor(10, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            process.destroy();
        }
    }
}
