package io.weir.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.deploy.Dockerfile.Instruction;
import io.weir.testing.FreePorts;
import io.weir.testing.Leash;
import io.weir.testing.ScriptRun;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The images of the Dockerfile, built by hand: their files, and a node that runs from them. */
@Timeout(180)
class DockerImageIT {

    private static final Dockerfile FILE = Dockerfile.parse(DeployFolder.text("docker/Dockerfile"));
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    @TempDir
    static Path folder;

    private static ImageBuild images;

    @BeforeAll
    static void build() throws Exception {
        // The node runs as another user than this test.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        images = new ImageBuild(FILE, folder);
    }

    @Test
    void shouldHoldWhatANodeNeedsAndNothingElse() throws Exception {
        // When
        Path image = images.build("weir");

        // Then
        assertThat(files(image.resolve("opt/weir"), 2))
                .containsExactlyInAnyOrder(
                        "healthy", "java.options", "lib/libraries.jar", "lib/weir.jar", "runtime/release");
        assertThat(files(image, 1)).isEmpty();
        assertThat(FILE.stages().keySet()).last().isEqualTo("weir");
    }

    @Test
    void shouldAddTheStoreToTheOtherImageOnly() throws Exception {
        // When
        Path image = images.build("embedded");

        // Then
        assertThat(files(image.resolve("opt/weir/lib"), 1))
                .containsExactlyInAnyOrder("libraries.jar", "postgresql.jar", "weir.jar");
        assertThat(FILE.last("embedded", "VOLUME").arguments()).isEqualTo("/var/lib/weir");
    }

    /** A version of ours that changes no library must not change the layers below. */
    @Test
    void shouldMakeTheSameLayersOfTheSameJar() throws Exception {
        // Given
        Path first = images.build("build");
        Path again = Files.createDirectory(folder.resolve("again"));

        // When
        ScriptRun run = ScriptRun.of(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        first.resolve("build/Layers.java").toString(),
                        first.resolve("build/weir.jar").toString(),
                        again.toString()),
                Map.of(),
                "");

        // Then
        assertThat(run).isEqualTo(new ScriptRun(0, ""));
        for (String layer : List.of("lib/libraries.jar", "lib/weir.jar", "store/postgresql.jar")) {
            assertThat(Files.mismatch(first.resolve("build").resolve(layer), again.resolve(layer)))
                    .as(layer)
                    .isEqualTo(-1);
        }
    }

    @Test
    void shouldRunAsNobodyBeHealthyKeepItsStoreAndStopWhenTold() throws Exception {
        // Given
        Path image = images.build("embedded");
        int http = FreePorts.next();
        int admin = FreePorts.next();
        Path conf = configure(image, http, admin);
        Path log = folder.resolve("log");

        // When
        try (Leash node = Leash.start(start(image, conf), environment(), folder, log)) {
            await().atMost(PATIENCE)
                    .failFast(() ->
                            assertThat(node.isAlive()).as(Files.readString(log)).isTrue())
                    .untilAsserted(() -> assertThat(healthy(image, admin).exitCode())
                            .as(Files.readString(log))
                            .isZero());

            // Then
            assertThat(answer(http, "mutation { note { text } }")).contains("HANDLER_UNREACHABLE");
            assertThat(get(admin, "/health/ready")).contains("\"store\":\"up\"");
            if (ROOT) {
                assertThat(ProcessHandle.of(node.pid()).orElseThrow().info().user())
                        .contains("nobody");
            }
            new ProcessBuilder(
                            "kill",
                            "-"
                                    + FILE.last("embedded", "STOPSIGNAL")
                                            .arguments()
                                            .substring(3),
                            "" + node.pid())
                    .start();
            await().atMost(PATIENCE).until(() -> Files.readString(log).contains(" stopped"));
        }
        assertThat(healthy(image, admin).exitCode()).isEqualTo(1);
    }

    /** Every file that the build reads stands in the context that .dockerignore leaves of the repository, and no other. */
    @Test
    void shouldLetTheBuildSeeTheFilesThatItCopiesOnly() throws IOException {
        // Given
        Set<String> copied = FILE.stages().values().stream()
                .flatMap(stage -> stage.instructions().stream())
                .filter(instruction -> instruction.name().equals("COPY")
                        && instruction.option("from").isEmpty())
                .flatMap(copy -> copy.words().subList(0, copy.words().size() - 1).stream())
                .collect(Collectors.toSet());

        // When
        List<String> seen = Files.readAllLines(DeployFolder.ROOT.resolve(".dockerignore")).stream()
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1))
                .toList();

        // Then
        assertThat(seen).containsExactlyInAnyOrderElementsOf(copied);
        assertThat(copied)
                .allSatisfy(file -> assertThat(DeployFolder.ROOT.resolve(file)).exists());
    }

    @Test
    void shouldNotRunAsRootNorHoldSecrets() {
        for (String image : List.of("weir", "embedded")) {
            assertThat(FILE.last(image, "USER").arguments()).isEqualTo("10001:10001");
            assertThat(FILE.all(image).stream()
                            .filter(step -> step.name().equals("ENV"))
                            .map(Instruction::arguments))
                    .containsExactly("MALLOC_ARENA_MAX=1");
        }
    }

    private static Path configure(Path image, int http, int admin) throws Exception {
        Path conf = Files.createDirectories(image.resolve("etc/weir"));
        Files.writeString(conf.resolve("weir.yaml"), """
                graph: { schemas: [schema.graphql] }
                http: { host: 127.0.0.1, port: %d }
                admin: { port: %d }
                store: { kind: embedded, path: ../../var/lib/weir/store }
                actions: { allow: ["http://127.0.0.1:1"], sync: { attempts: 1 } }
                """.formatted(http, admin));
        Files.writeString(conf.resolve("schema.graphql"), """
                type Mutation { note: Note @action(url: "http://127.0.0.1:1/notes") }
                type Subscription { noted(last: ID): Note @eventsSubscribe(topic: "noted", resume: "last") }
                type Note { text: String }
                """);
        // What --chown does.
        if (ROOT) {
            new ProcessBuilder("chown", "nobody", image.resolve("var/lib/weir").toString())
                    .start()
                    .waitFor();
        }
        return conf.resolve("weir.yaml");
    }

    /** The entry point with the image's paths in this test's folder, as a user without rights. */
    private static List<String> start(Path image, Path conf) {
        List<String> command = new ArrayList<>();
        if (ROOT) {
            command.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
        }
        FILE.last("embedded", "ENTRYPOINT").exec().stream()
                .map(word -> word.replace("/opt/weir/", image + "/opt/weir/"))
                .forEach(command::add);
        FILE.last("embedded", "CMD").exec().stream()
                .map(word -> word.replace("/etc/weir/weir.yaml", conf.toString()))
                .forEach(command::add);
        return command;
    }

    private static Map<String, String> environment() {
        String[] value = FILE.last("embedded", "ENV").arguments().split("=", 2);
        return Map.of(value[0], value[1]);
    }

    private static ScriptRun healthy(Path image, int admin) throws Exception {
        String program = FILE.last("embedded", "HEALTHCHECK").exec().get(0);
        return ScriptRun.of(
                List.of(ImageBuild.inside(image, program).toString()), Map.of("WEIR_ADMIN_PORT", "" + admin), "");
    }

    private static String answer(int port, String query) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/graphql"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"query\": \"" + query + "\"}"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private static String get(int port, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private static List<String> files(Path root, int depth) throws IOException {
        try (Stream<Path> files = Files.walk(root, depth)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .toList();
        }
    }
}
