package io.weir.life;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Makes another release of the server: its jar with some messages of another version. The source of their codecs is
 * compiled once more, with another number, into a jar that stands before the server's own.
 */
final class OtherVersion {

    private static final Path ROOT = Path.of(System.getProperty("weir.root"));
    private static final Path SERVER = ROOT.resolve("verticles/target/weir.jar");
    private static final int VERSION = 99;

    private OtherVersion() {}

    /**
     * Makes a jar.
     *
     * @param folder where it is put; empty
     * @param codecs the class of {@code io.weir.bus} that has their codecs
     * @param messages their names
     */
    static Path of(Path folder, String codecs, List<String> messages) throws IOException {
        Path source = folder.resolve(codecs + ".java");
        Path classes = Files.createDirectory(folder.resolve("classes"));
        String text = Files.readString(
                ROOT.resolve("bus-codecs/src/main/java/io/weir/bus").resolve(codecs + ".java"));
        for (String message : messages) {
            text = renumbered(text, message);
        }
        Files.writeString(source, text);
        compile(source, classes);
        return pack(folder.resolve("weir.jar"), classes);
    }

    private static String renumbered(String source, String message) {
        Pattern version = Pattern.compile("(\\b" + message + "\\.class,\\s*)\\d+");
        if (!version.matcher(source).find()) {
            throw new AssertionError("no codec of " + message);
        }
        return version.matcher(source).replaceFirst("$1" + VERSION);
    }

    private static void compile(Path source, Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int exit = compiler.run(
                null, null, null, "-proc:none", "-d", classes.toString(), "-cp", SERVER.toString(), source.toString());
        if (exit != 0) {
            throw new AssertionError(source + " does not compile");
        }
    }

    private static Path pack(Path jar, Path classes) throws IOException {
        Manifest manifest;
        try (JarFile server = new JarFile(SERVER.toFile())) {
            manifest = new Manifest(server.getManifest());
        }
        manifest.getMainAttributes()
                .put(Attributes.Name.CLASS_PATH, SERVER.toUri().toString());
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                Stream<Path> compiled = Files.walk(classes)) {
            for (Path each : compiled.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(each).toString()));
                Files.copy(each, out);
                out.closeEntry();
            }
        }
        return jar;
    }
}
