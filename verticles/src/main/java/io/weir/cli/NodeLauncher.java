package io.weir.cli;

import io.vertx.core.Future;
import io.weir.config.ConfigFile;
import io.weir.config.WeirConfig;
import io.weir.graph.Graph;
import io.weir.server.ConfiguredGraph;
import io.weir.server.FileWatch;
import io.weir.server.Reload;
import io.weir.server.Role;
import io.weir.server.Server;
import io.weir.telemetry.LogKey;
import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a node until the process is told to stop (SIGTERM, SIGINT), then drains it; SIGHUP loads its graph again. */
public final class NodeLauncher implements Launcher {

    private static final Logger LOG = LoggerFactory.getLogger(NodeLauncher.class);
    private static final Duration START = Duration.ofMinutes(1);

    /** What closing may take beyond the drain of running operations and actions. */
    private static final Duration CLOSE = Duration.ofSeconds(10);

    @Override
    public void run(ConfigFile file, WeirConfig config, Set<Role> roles) throws Exception {
        FileWatch files = new FileWatch(file::files);
        Graph graph = ConfiguredGraph.toServe(config);
        Server server = start(config, graph, roles);
        LOG.atInfo()
                .addKeyValue(LogKey.HTTP, config.http().host() + ":" + server.httpPort())
                .addKeyValue(LogKey.ADMIN, config.admin().host() + ":" + server.adminPort())
                .addKeyValue(LogKey.ROLES, roles.stream().map(Role::word).toList())
                .log("ready");
        Reload reload = new Reload(server, file);
        HangUp.handle(reload::run);
        if (config.reload().watch()) {
            reload.watch(files);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(config, server), "weir-stop"));
        new CountDownLatch(1).await();
    }

    private static Server start(WeirConfig config, Graph graph, Set<Role> roles) throws Exception {
        try {
            return await(Server.start(config, graph, roles), limit(config));
        } catch (BindException refused) {
            throw new IOException(
                    "cannot listen on http " + config.http().host() + ":"
                            + config.http().port() + " and admin "
                            + config.admin().host() + ":" + config.admin().port() + ": " + refused.getMessage(),
                    refused);
        }
    }

    /** A node that waits for others may do so for as long as they take. */
    private static Duration limit(WeirConfig config) {
        return config.cluster().enabled() && config.cluster().minimum() > 1 ? Duration.ofDays(365) : START;
    }

    private static void stop(WeirConfig config, Server server) {
        LOG.info("stopping");
        try {
            await(
                    server.stop(),
                    config.http()
                            .drain()
                            .plus(config.actions().drain())
                            .plus(handover(config))
                            .plus(CLOSE));
            LOG.info("stopped");
        } catch (Exception failure) {
            LOG.atWarn().addKeyValue(LogKey.CAUSE, failure).log("stopped before everything was closed");
        }
    }

    private static Duration handover(WeirConfig config) {
        return config.cluster().enabled() ? config.cluster().handover() : Duration.ZERO;
    }

    /** Waits for what has a deadline; fails with what it failed with. */
    static <T> T await(Future<T> future, Duration limit) throws Exception {
        try {
            return future.toCompletionStage().toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        } catch (TimeoutException late) {
            throw new IOException("not done within " + limit.toSeconds() + " s", late);
        }
    }
}
