package io.weir.store.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Whom PostgreSQL's programs run as: they refuse to run as root. Where Weir itself does, they run in a user namespace
 * of their own, which leaves them nothing of root but its files; where the kernel or a container forbids that, as
 * nobody, to whom the server's folder then belongs.
 *
 * @param prefix what stands before each command
 * @param owner the numeric user that the server's folder must belong to; negative: whoever Weir runs as
 */
public record ServerUser(List<String> prefix, int owner) {

    private static final int NOBODY = 65_534;
    private static final long PATIENCE_SECONDS = 10;

    private static final ServerUser SELF = new ServerUser(List.of(), -1);
    private static final ServerUser NAMESPACE = new ServerUser(List.of("unshare", "--user"), -1);

    /** Weir as nobody, for machines where root may not make a user namespace. */
    static final ServerUser OTHER = new ServerUser(
            List.of("setpriv", "--reuid", "" + NOBODY, "--regid", "" + NOBODY, "--clear-groups"), NOBODY);

    /**
     * Looks at who Weir runs as. Blocks.
     *
     * @throws IOException when root has no way to be someone else; says what to do
     */
    public static ServerUser here() throws IOException {
        if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
            return SELF;
        }
        for (ServerUser candidate : List.of(NAMESPACE, OTHER)) {
            if (candidate.works()) {
                return candidate;
            }
        }
        throw new IOException("the embedded PostgreSQL does not run as root, and neither unshare nor setpriv work here:"
                + " run Weir as another user, or use store: { kind: postgres, uri: … }");
    }

    /** The words of a command that runs as this user. */
    public List<String> command(Path program, String... arguments) {
        List<String> words = new ArrayList<>(prefix);
        words.add(program.toString());
        words.addAll(List.of(arguments));
        return words;
    }

    /** Gives a file or an empty folder to this user, and to no one else. */
    public void give(Path path) throws IOException {
        Files.setPosixFilePermissions(
                path, PosixFilePermissions.fromString(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        if (owner >= 0) {
            Files.setAttribute(path, "unix:uid", owner);
            Files.setAttribute(path, "unix:gid", owner);
        }
    }

    /** Lets this user pass through a folder to what is its own in it, without reading the folder. */
    void letThrough(Path folder) throws IOException {
        Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(folder));
        if (owner >= 0 && permissions.add(PosixFilePermission.OTHERS_EXECUTE)) {
            Files.setPosixFilePermissions(folder, permissions);
        }
    }

    private boolean works() {
        try {
            Process process = new ProcessBuilder(command(Path.of("true")))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
