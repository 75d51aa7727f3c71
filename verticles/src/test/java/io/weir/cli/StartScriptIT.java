package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The jar as users run it: {@code deploy/weir} in a process of its own. */
@Timeout(120)
class StartScriptIT {

    private static final Path SCRIPT = Path.of(System.getProperty("weir.root"), "deploy", "weir");
    private static final Pattern READY =
            Pattern.compile("ready http=\"127\\.0\\.0\\.1:(\\d+)\" admin=\"127\\.0\\.0\\.1:(\\d+)\"");

    private final List<Process> processes = new ArrayList<>();

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(
                folder.resolve("schema.graphql"), "type Query { a: A @eventsRequest(topic: \"a\") } type A { b: Int }");
        Files.writeString(folder.resolve("weir.yaml"), """
                graph: { schemas: [schema.graphql] }
                http: { host: 127.0.0.1, port: 0 }
                admin: { port: 0 }
                """);
    }

    @AfterEach
    void stop() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void shouldServeUntilItIsTerminated() throws Exception {
        // Given
        Process node = run("", SCRIPT, "start", "--conf", "weir.yaml");
        BufferedReader lines = new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8));
        Matcher ready = awaitReady(lines);

        // When
        int health = get("http://127.0.0.1:" + ready.group(2) + "/health/ready");
        String answer = post("http://127.0.0.1:" + ready.group(1) + "/graphql", "{\"query\":\"{ __typename }\"}");
        node.toHandle().destroy(); // unlike Process.destroy it leaves the output readable

        // Then
        assertThat(health).isEqualTo(200);
        assertThat(answer).isEqualTo("{\"data\":{\"__typename\":\"Query\"}}");
        assertThat(lines.lines()).last().asString().endsWith("stopped ");
        assertThat(node.waitFor()).isEqualTo(128 + 15);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            check --conf weir.yaml    | ''                            | 0 | weir.yaml: no problems
            check --conf weir.yaml    | -Xmx512m -XX:+UseParallelGC   | 0 | weir.yaml: no problems
            check --conf missing.yaml | ''                            | 1 | missing.yaml:1:1: no such file
            schema --conf weir.yaml   | ''                            | 0 | type Query
            chek                      | ''                            | 2 | Unmatched argument
            """)
    void shouldEndWithTheExitCodeOfTheCommand(String command, String javaOptions, int exitCode, String output)
            throws Exception {
        // When
        List<String> line = new ArrayList<>(List.of(command.split(" ")));
        Process process = run(javaOptions, SCRIPT, line.toArray(String[]::new));
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        // Then
        assertThat(process.waitFor()).as(printed).isEqualTo(exitCode);
        assertThat(printed).contains(output);
    }

    @Test
    void shouldFindTheJarBesideItselfThroughALink() throws Exception {
        // Given
        Path link = Files.createSymbolicLink(folder.resolve("weir"), SCRIPT);

        // When
        Process process = run("", link, "--version");

        // Then
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("weir 0.");
        Files.delete(link);
    }

    @Test
    void shouldSayThatThereIsNoJar() throws Exception {
        // Given
        Path copy = Files.copy(SCRIPT, folder.resolve("weir"));

        // When
        Process process = run("", copy, "--version");

        // Then
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("weir: no weir.jar in ")
                .endsWith("build it with: mvn -DskipTests package\n");
        assertThat(process.waitFor()).isEqualTo(1);
    }

    private Process run(String javaOptions, Path script, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("WEIR_JAVA_OPTS", javaOptions);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private static Matcher awaitReady(BufferedReader lines) throws IOException {
        List<String> seen = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            seen.add(line);
            Matcher ready = READY.matcher(line);
            if (ready.find()) {
                return ready;
            }
        }
        throw new AssertionError("the node ended before it was ready: " + seen);
    }

    private static int get(String uri) throws Exception {
        return client().send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private static String post(String uri, String json) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(uri))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return client().send(request, BodyHandlers.ofString()).body();
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    }
}
