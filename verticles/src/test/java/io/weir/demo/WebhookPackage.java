package io.weir.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.weir.json.Json;
import io.weir.testing.Programs;
import io.weir.testing.ScriptRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All webhooks of the npm package from which those in {@code conf/demo/github} were taken. */
final class WebhookPackage {

    private static final String NAME = "@octokit/webhooks-examples";
    private static final String VERSION = "7.6.1";
    private static final Path FOLDER = Path.of("target", "webhooks-examples").toAbsolutePath();

    private WebhookPackage() {}

    /** Takes the package from npm unless this build has it, and reads it: GitHub's own examples and its older servers'. */
    static List<Webhook> read() throws IOException, InterruptedException {
        Path archive = FOLDER.resolve("octokit-webhooks-examples-" + VERSION + ".tgz");
        if (!Files.exists(archive)) {
            Files.createDirectories(FOLDER);
            Programs.require("node", "nodejs");
            Path npm = Programs.require("npm", "npm");
            run(npm.toString(), "pack", NAME + "@" + VERSION, "--pack-destination", FOLDER.toString());
        }
        run("tar", "-xzf", archive.toString(), "-C", FOLDER.toString());
        List<Webhook> webhooks = new ArrayList<>();
        for (Path index : indices()) {
            addAll(webhooks, (List<?>) Json.parse(Buffer.buffer(Files.readAllBytes(index))));
        }
        return webhooks;
    }

    private static List<Path> indices() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER.resolve("package"))) {
            return files.filter(file -> file.endsWith("index.json")).sorted().toList();
        }
    }

    @SuppressWarnings("unchecked")
    private static void addAll(List<Webhook> webhooks, List<?> events) {
        for (Object element : events) {
            Map<String, ?> event = (Map<String, ?>) element;
            for (Object example : (List<?>) event.get("examples")) {
                webhooks.add(new Webhook((String) event.get("name"), (Map<String, Object>) example));
            }
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        ScriptRun run = ScriptRun.of(List.of(command), Map.of(), "");
        assertThat(run.exitCode()).as(run.output()).isZero();
    }
}
