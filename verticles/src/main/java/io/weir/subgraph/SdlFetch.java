package io.weir.subgraph;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.weir.config.Problem;
import io.weir.config.SubgraphConfig;
import io.weir.config.SubgraphsConfig;
import io.weir.graph.sdl.SdlText;
import io.weir.json.Json;
import io.weir.json.MalformedJsonException;
import io.weir.telemetry.LogKey;
import io.weir.telemetry.Metrics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks subgraphs for their SDL (Apollo Federation, {@code _service { sdl }}): those that have no file, all at once, each
 * within its own timeout. What they give is kept where the configuration names a folder, so that a subgraph which is
 * down does not stop a node from starting. Blocks on the network and on the disk.
 */
public final class SdlFetch {

    private static final Logger LOG = LoggerFactory.getLogger(SdlFetch.class);
    private static final Buffer QUESTION = Buffer.buffer("{\"query\":\"{ _service { sdl } }\"}");

    private final SubgraphsConfig config;
    private final Optional<SdlCache> cache;
    private final List<Problem> problems;
    private final Map<String, SdlText> fetched = new LinkedHashMap<>();

    private SdlFetch(SubgraphsConfig config, List<Problem> problems) {
        this.config = config;
        this.cache = config.sdlCache().map(SdlCache::new);
        this.problems = problems;
    }

    /**
     * Fetches what no file has.
     *
     * @param problems takes a problem for each subgraph whose SDL is not to be had
     * @return the SDL by subgraph
     */
    public static Map<String, SdlText> fetch(SubgraphsConfig config, List<Problem> problems) {
        List<SubgraphConfig> asked = config.entries().stream()
                .filter(entry -> entry.schema().isEmpty() && entry.url().isPresent())
                .toList();
        return asked.isEmpty() ? Map.of() : new SdlFetch(config, problems).fetch(asked);
    }

    /**
     * Keeps what was fetched for starts while a subgraph is down, now that the graph is known to compose with it: what
     * a subgraph says later may not.
     *
     * @param fetched what {@link #fetch} gave
     */
    public static void keep(SubgraphsConfig config, Map<String, SdlText> fetched) {
        config.sdlCache()
                .map(SdlCache::new)
                .ifPresent(cache -> fetched.forEach((name, sdl) -> {
                    if (sdl.name().equals(cache.file(name).toString())) {
                        write(name, () -> cache.writeComposed(name, sdl.text()));
                    }
                }));
    }

    private Map<String, SdlText> fetch(List<SubgraphConfig> asked) {
        // On another thread: a reload runs on one of its node's own Vert.x, where a second one would be warned of.
        Vertx vertx = CompletableFuture.supplyAsync(Vertx::vertx).join();
        try {
            Map<String, Future<Buffer>> replies = ask(vertx, asked);
            Future.join(List.copyOf(replies.values()))
                    .transform(all -> Future.succeededFuture())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            replies.forEach((name, reply) -> {
                if (reply.succeeded()) {
                    onReply(name, reply.result());
                } else {
                    onFailure(name, String.valueOf(reply.cause().getMessage()));
                }
            });
            return fetched;
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private Map<String, Future<Buffer>> ask(Vertx vertx, List<SubgraphConfig> asked) {
        Map<String, String> urls = new LinkedHashMap<>();
        asked.forEach(entry -> entry.url().ifPresent(url -> urls.put(entry.name(), url)));
        HttpSubgraphClient client = HttpSubgraphClient.of(vertx, urls, config, new Metrics());
        Map<String, Future<Buffer>> replies = new LinkedHashMap<>();
        urls.keySet()
                .forEach(name -> replies.put(name, client.send(new SubgraphRequest(name, QUESTION, false, Map.of()))));
        return replies;
    }

    private void onReply(String name, Buffer reply) {
        String sdl = sdl(reply);
        if (sdl == null) {
            onFailure(name, "it does not answer { _service { sdl } }");
            return;
        }
        cache.ifPresent(kept -> write(name, () -> kept.write(name, sdl)));
        fetched.put(name, new SdlText(place(name), sdl));
    }

    private interface Writing {
        void run() throws IOException;
    }

    private static void write(String name, Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue(LogKey.SUBGRAPH, name)
                    .addKeyValue(LogKey.CAUSE, e)
                    .log("the SDL of a subgraph could not be kept in graph.sdlCache");
        }
    }

    private void onFailure(String name, String why) {
        Optional<SdlCache.Entry> kept = cache.flatMap(folder -> read(folder, name));
        if (kept.isPresent()) {
            LOG.atWarn()
                    .addKeyValue(LogKey.SUBGRAPH, name)
                    .addKeyValue(LogKey.SINCE, kept.get().since())
                    .addKeyValue(LogKey.CAUSE, why)
                    .log("the SDL of a subgraph could not be fetched: what it gave before is used");
            fetched.put(
                    name, new SdlText(kept.get().file().toString(), kept.get().text()));
            return;
        }
        String advice = cache.isPresent() ? "" : ", or a folder that keeps what is fetched (graph.sdlCache)";
        problems.add(new Problem(
                Path.of("graph.subgraphs." + name),
                1,
                1,
                "its SDL could not be fetched: " + why + "; start it, or name a file with its SDL (schema:)" + advice));
    }

    private static Optional<SdlCache.Entry> read(SdlCache cache, String name) {
        try {
            return cache.read(name);
        } catch (IOException unreadable) {
            LOG.atWarn()
                    .addKeyValue(LogKey.SUBGRAPH, name)
                    .addKeyValue(LogKey.CAUSE, unreadable)
                    .log("the SDL of a subgraph in graph.sdlCache cannot be read");
            return Optional.empty();
        }
    }

    /** What problems of the SDL name: a file that can be looked at, if there is one. */
    private String place(String name) {
        return cache.map(folder -> folder.file(name).toString()).orElse("graph.subgraphs." + name);
    }

    private static @Nullable String sdl(Buffer reply) {
        try {
            return Json.parse(reply) instanceof Map<?, ?> response
                            && response.get("data") instanceof Map<?, ?> data
                            && data.get("_service") instanceof Map<?, ?> service
                            && service.get("sdl") instanceof String sdl
                            && !sdl.isBlank()
                    ? sdl
                    : null;
        } catch (MalformedJsonException malformed) {
            return null;
        }
    }
}
