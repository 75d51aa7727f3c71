package io.weir.polyglot;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A program that is told lines and says some. It ends with this JVM, because its input does. */
final class Program implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;
    private static final Path ROOT = Path.of(System.getProperty("weir.root"));

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Process process;
    private final PrintWriter input;

    private Program(Process process) {
        this.process = process;
        this.input = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        Thread reader = new Thread(this::read, "program");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts one in a folder of the repository. */
    static Program start(String folder, Map<String, String> environment, List<String> command) throws IOException {
        return start(ROOT.resolve(folder), environment, command);
    }

    /** Starts one in a folder. */
    static Program start(Path folder, Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new Program(builder.start());
    }

    void tell(String line) {
        input.println(line);
    }

    /** Waits for a line that begins so, passing over others. */
    String expect(String beginning) throws InterruptedException {
        StringBuilder passed = new StringBuilder();
        String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        while (line != null && !line.startsWith(beginning)) {
            passed.append(line).append('\n');
            line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        if (line == null) {
            throw new AssertionError("no line \"%s…\" after:%n%s".formatted(beginning, passed));
        }
        return line;
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException ended) {
            lines.add("ended: " + ended);
        }
    }

    @Override
    public void close() throws InterruptedException {
        input.close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the program does not end with its input");
        }
    }
}
