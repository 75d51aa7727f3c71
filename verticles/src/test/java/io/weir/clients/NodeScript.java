package io.weir.clients;

import io.vertx.core.json.JsonObject;
import io.weir.testing.NodePackages;
import io.weir.testing.Programs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A client that runs in Node: commands in, reports out, each a line of JSON (see {@code conversation.mjs}). A report
 * says whom it is {@code from}: an operation by its id, or the client's socket. It ends with this JVM, because its input
 * does.
 */
final class NodeScript implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, BlockingQueue<JsonObject>> reports = new ConcurrentHashMap<>();
    private final Process process;
    private final PrintWriter commands;
    private final Path errors;

    private NodeScript(Process process, Path errors) {
        this.process = process;
        this.commands = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        this.errors = errors;
    }

    /** Starts a script of this package with its options. */
    static NodeScript start(String script, JsonObject options) {
        Path folder = NodePackages.folder(NodeScript.class);
        Path errors = folder.resolve(script + ".log");
        try {
            Process process = new ProcessBuilder(
                            List.of(Programs.require("node", "nodejs").toString(), script, options.encode()))
                    .directory(folder.toFile())
                    .redirectError(errors.toFile())
                    .start();
            NodeScript started = new NodeScript(process, errors);
            Thread reader = new Thread(started::read, script);
            reader.setDaemon(true);
            reader.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a report says, for a test to compare with; single quotes stand for double ones. */
    static JsonObject report(String text) {
        return new JsonObject(text.replace('\'', '"'));
    }

    /** Starts an operation under an id. */
    void subscribe(String id, String query) {
        command(new JsonObject()
                .put("command", "subscribe")
                .put("id", id)
                .put("payload", new JsonObject().put("query", query)));
    }

    /** Ends an operation from the client's side. */
    void complete(String id) {
        command(new JsonObject().put("command", "complete").put("id", id));
    }

    /** Gives any command. */
    void command(JsonObject command) {
        commands.println(command.encode());
    }

    /** The next report from someone, without the name; waits for it. */
    JsonObject next(String from) {
        Instant limit = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(limit)) {
            JsonObject report = poll(from);
            if (report != null) {
                return report;
            }
            if (!process.isAlive() && queue(from).isEmpty()) {
                throw new AssertionError("the script ended before a report from \"%s\"%n%s".formatted(from, heard()));
            }
        }
        throw new AssertionError("no report from \"%s\"%n%s".formatted(from, heard()));
    }

    /** What is unread of someone's reports. */
    List<JsonObject> unread(String from) {
        return List.copyOf(queue(from));
    }

    @Override
    public void close() throws Exception {
        commands.close();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the script does not end with its input");
        }
    }

    private JsonObject poll(String from) {
        try {
            return queue(from).poll(100, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private BlockingQueue<JsonObject> queue(String from) {
        return reports.computeIfAbsent(from, name -> new LinkedBlockingQueue<>());
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonObject report = new JsonObject(line);
                queue((String) report.remove("from")).add(report);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String heard() {
        try {
            return "unread: %s%nerrors: %s".formatted(reports, Files.readString(errors));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
