package io.weir.server;

import io.vertx.core.Future;
import io.weir.config.ConfigException;
import io.weir.config.ConfigFile;
import io.weir.config.Problem;
import io.weir.config.WeirConfig;
import io.weir.graph.Graph;
import io.weir.graph.GraphException;
import io.weir.telemetry.LogKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a node's configuration and graph again, off the event loops, and has the node serve that graph; or says what is
 * wrong with it, and changes nothing. One after another. Thread-safe.
 */
public final class Reload {

    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

    private final Server server;
    private final ConfigFile file;

    /** Reloads {@code server} from {@code file}, which it was started from. */
    public Reload(Server server, ConfigFile file) {
        this.server = server;
        this.file = file;
    }

    /** Whether the node serves what it read; never fails. */
    public Future<Boolean> run() {
        return server.vertx().executeBlocking(this::reload).otherwise(fault -> {
            LOG.error("the graph could not be loaded again", fault);
            return refused(List.of());
        });
    }

    /**
     * Reloads whenever one of the files has changed, until the node stops.
     *
     * @param files as they were before the graph that is served was read
     */
    public void watch(FileWatch files) {
        server.vertx()
                .setTimer(
                        server.config().reload().interval().toMillis(),
                        timer -> server.vertx()
                                .executeBlocking(files::changed)
                                .compose(changed -> changed ? run() : Future.succeededFuture(false))
                                .onComplete(looked -> watch(files)));
    }

    private synchronized boolean reload() {
        try {
            WeirConfig config = file.load();
            warnOfOthers(config);
            Graph graph = ConfiguredGraph.toServe(server.config().with(config.graph()));
            if (!server.canServe(graph)) {
                LOG.error("the graph has its first action, its first model, its first topic that is logged or its first"
                        + " delivery, for which the node must be started again");
                return refused(List.of());
            }
            server.prepare(graph, config.models())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            server.graph().replace(config.graph(), graph);
            server.metrics().reloads().increment();
            LOG.info("the graph was loaded again");
            return true;
        } catch (ConfigException e) {
            return refused(e.problems());
        } catch (GraphException e) {
            return refused(e.problems());
        } catch (CompletionException e) {
            return refused(tables(e.getCause()));
        }
    }

    /** Why the tables of the models do not fit: a line each. */
    private List<Problem> tables(@Nullable Throwable failure) {
        String words = failure == null || failure.getMessage() == null
                ? "the tables of the models do not fit"
                : failure.getMessage();
        return words.lines().map(line -> new Problem(file.path(), 1, 1, line)).toList();
    }

    private boolean refused(List<Problem> problems) {
        server.metrics().reloadsRefused().increment();
        problems.forEach(problem -> LOG.error("{}", problem));
        LOG.atError()
                .addKeyValue(LogKey.PROBLEMS, problems.size())
                .log("the graph was not loaded again: the old one stays");
        return false;
    }

    /** What a running node cannot change. */
    private void warnOfOthers(WeirConfig next) {
        List<String> changed = new ArrayList<>();
        compare(changed, "http", next, WeirConfig::http);
        compare(changed, "admin", next, WeirConfig::admin);
        compare(changed, "providers", next, WeirConfig::providers);
        compare(changed, "events", next, WeirConfig::events);
        compare(changed, "triggers", next, WeirConfig::triggers);
        compare(changed, "actions", next, WeirConfig::actions);
        compare(changed, "store", next, WeirConfig::store);
        compare(changed, "log", next, WeirConfig::log);
        compare(changed, "deliveries", next, WeirConfig::deliveries);
        compare(changed, "bridge", next, WeirConfig::bridge);
        compare(changed, "verticles", next, WeirConfig::verticles);
        compare(changed, "logging", next, WeirConfig::logging);
        compare(changed, "reload", next, WeirConfig::reload);
        if (!changed.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue(LogKey.SECTIONS, String.join(",", changed))
                    .log("only graph is loaded again: other sections changed too and need a restart");
        }
    }

    private void compare(List<String> changed, String section, WeirConfig next, Function<WeirConfig, ?> part) {
        if (!Objects.equals(part.apply(server.config()), part.apply(next))) {
            changed.add(section);
        }
    }
}
