package io.weir.graph.federation.composition;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.weir.testing.NodePackages;
import io.weir.testing.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What npm's {@code @theguild/federation-composition} makes of a set of subgraphs.
 *
 * @param supergraph the SDL; empty when it refuses
 * @param errors why it refuses
 */
record GuildComposition(String supergraph, List<String> errors) {

    private static final long MINUTES = 2;

    /** Composes all sets in one go; by the set's name. */
    static Map<String, GuildComposition> of(List<SubgraphSet> sets) throws IOException, InterruptedException {
        JsonObject input = new JsonObject();
        sets.forEach(set -> input.put(set.name(), subgraphs(set)));
        Map<String, GuildComposition> results = new LinkedHashMap<>();
        for (Map.Entry<String, Object> result : compose(input)) {
            JsonObject said = (JsonObject) result.getValue();
            results.put(
                    result.getKey(),
                    new GuildComposition(
                            said.getString("supergraph", ""),
                            said.getJsonArray("errors", new JsonArray()).stream()
                                    .map(String.class::cast)
                                    .toList()));
        }
        return results;
    }

    /** Whether all that is wrong is that subgraphs cannot answer some query together. */
    boolean unsatisfiable() {
        return !errors.isEmpty() && errors.stream().allMatch(error -> error.contains("cannot be satisfied"));
    }

    private static JsonArray subgraphs(SubgraphSet set) {
        return new JsonArray(set.subgraphs().stream()
                .map(subgraph -> new JsonObject()
                        .put("name", subgraph.name())
                        .put("url", subgraph.url())
                        .put("sdl", subgraph.texts().get(0).text()))
                .toList());
    }

    private static JsonObject compose(JsonObject sets) throws IOException, InterruptedException {
        Path folder = NodePackages.folder(GuildComposition.class);
        Path input = Files.writeString(folder.resolve("sets.json"), sets.encode());
        Path output = folder.resolve("composed.json");
        Path errors = folder.resolve("compose.log");
        Process process = new ProcessBuilder(Programs.require("node", "nodejs").toString(), "compose.mjs")
                .directory(folder.toFile())
                .redirectInput(input.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroy();
            throw new AssertionError("compose.mjs failed:%n%s".formatted(Files.readString(errors)));
        }
        return new JsonObject(Files.readString(output, UTF_8));
    }
}
