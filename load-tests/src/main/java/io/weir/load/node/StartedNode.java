package io.weir.load.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, started for the measurement and ended with it. */
public final class StartedNode implements NodeUnderTest {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofMinutes(2);
    private static final String QUESTION = "{\"query\":\"{__typename}\"}";

    private final String name;
    private final InetSocketAddress address;
    private final Process process;

    private StartedNode(String name, InetSocketAddress address, Process process) {
        this.name = name;
        this.address = address;
        this.process = process;
    }

    /**
     * Starts a process and waits until it answers a query at {@code address}.
     *
     * @param log where its output goes
     */
    public static StartedNode start(
            String name, InetSocketAddress address, Path log, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://%s:%d/graphql".formatted(address.getHostString(), address.getPort()));
        HttpRequest question = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(QUESTION))
                .timeout(Duration.ofSeconds(2))
                .build();
        return start(name, address, question, log, environment, command);
    }

    /**
     * The same for one that may serve no queries.
     *
     * @param ready where it says that it is ready
     */
    static StartedNode startReady(String name, InetSocketAddress address, URI ready, Path log, List<String> command)
            throws IOException, InterruptedException {
        HttpRequest question =
                HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(2)).build();
        return start(name, address, question, log, Map.of(), command);
    }

    private static StartedNode start(
            String name,
            InetSocketAddress address,
            HttpRequest question,
            Path log,
            Map<String, String> environment,
            List<String> command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()));
        builder.environment().putAll(environment);
        StartedNode node = new StartedNode(name, address, builder.start());
        try {
            node.awaitAnswer(question, log);
            return node;
        } catch (IllegalStateException | InterruptedException e) {
            node.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    /** The start script's own process: it must become the server, not wait for it. */
    @Override
    public ProcessUsage usage() {
        return new ProcessUsage(process.pid());
    }

    @Override
    public void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitAnswer(HttpRequest request, Path log) throws InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        long deadline = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < deadline) {
            if (!process.isAlive()) {
                throw new IllegalStateException(
                        "%s ended with %d while it started, see %s".formatted(name, process.exitValue(), log));
            }
            if (answers(client, request)) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new IllegalStateException("%s did not answer %s, see %s".formatted(name, request.uri(), log));
    }

    private static boolean answers(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
