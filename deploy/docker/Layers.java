import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.function.Predicate;

/**
 * Takes the one jar apart by how often its parts change, so that an image of the next version shares the layers below
 * its own classes: {@code java Layers.java weir.jar FOLDER} writes
 *
 * <ul>
 *   <li>{@code FOLDER/lib/libraries.jar}: the libraries, without what only other operating systems load
 *   <li>{@code FOLDER/lib/weir.jar}: Weir's own classes
 *   <li>{@code FOLDER/store/postgresql.jar}: the embedded PostgreSQL for this processor
 * </ul>
 *
 * The bytes of an entry are copied as they are, and the same jar always makes the same files: a layer whose parts have not
 * changed is not built, pushed or pulled again.
 */
final class Layers {

    private static final FileTime ALWAYS = FileTime.fromMillis(1_767_225_600_000L);
    private static final String MANIFEST = "/META-INF/MANIFEST.MF";
    private static final boolean ARM = System.getProperty("os.arch").equals("aarch64");

    private Layers() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            System.err.println("usage: java Layers.java weir.jar FOLDER");
            System.exit(64);
        }
        Path jar = Path.of(arguments[0]);
        Path folder = Path.of(arguments[1]);
        Path lib = Files.createDirectories(folder.resolve("lib"));
        Path store = Files.createDirectories(folder.resolve("store"));
        copy(jar, store.resolve("postgresql.jar"), Layers::isOurPostgres, false);
        copy(jar, lib.resolve("weir.jar"), Layers::isOurs, true);
        copy(
                jar,
                lib.resolve("libraries.jar"),
                name -> !isOurs(name) && !isPostgres(name) && !isForeign(name),
                false);
    }

    /** Our classes, and the manifest, which has the version. */
    private static boolean isOurs(String name) {
        return name.startsWith("/io/weir/") || name.startsWith("/META-INF/maven/io.weir/");
    }

    private static boolean isPostgres(String name) {
        return name.startsWith("/postgres-") && name.endsWith(".txz");
    }

    private static boolean isOurPostgres(String name) {
        return name.equals(ARM ? "/postgres-linux-arm_64.txz" : "/postgres-linux-x86_64.txz");
    }

    /** Native libraries that Linux on this processor never loads. */
    private static boolean isForeign(String name) {
        if (name.matches("/(win|darwin|freebsd|aix)/.*") || name.matches(".*\\.(dll|dylib|jnilib)")) {
            return true;
        }
        boolean ours = name.matches(ARM ? ".*[/_-](aarch64|arm64|aarch_64)[/.].*" : ".*[/-](amd64|x86_64)[/.].*");
        boolean linux = !name.matches(".*/(win32|AIX|SunOS|FreeBSD|Mac)/.*");
        return name.endsWith(".so") && !(ours && linux);
    }

    /** A jar of the entries that belong there; the version's manifest only where the version itself is. */
    private static void copy(Path jar, Path to, Predicate<String> belongs, boolean versioned) throws IOException {
        Files.copy(jar, to);
        try (FileSystem entries = FileSystems.newFileSystem(to)) {
            Path root = entries.getPath("/");
            Files.walkFileTree(root, new Keep(root, name -> name.equals(MANIFEST) || belongs.test(name)));
            if (!versioned) {
                Path manifest = entries.getPath(MANIFEST);
                Files.writeString(manifest, "Manifest-Version: 1.0\r\nMulti-Release: true\r\n\r\n");
                Files.setLastModifiedTime(manifest, ALWAYS);
            }
        }
    }

    /** Deletes the files that do not belong, and the folders that this leaves empty. */
    private static final class Keep extends SimpleFileVisitor<Path> {

        private final Path root;
        private final Predicate<String> belongs;

        Keep(Path root, Predicate<String> belongs) {
            this.root = root;
            this.belongs = belongs;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (!belongs.test(file.toString())) {
                Files.delete(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
            if (!folder.equals(root)) {
                try {
                    Files.delete(folder);
                } catch (DirectoryNotEmptyException stays) {
                    return FileVisitResult.CONTINUE;
                }
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
