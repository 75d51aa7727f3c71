package io.weir.trigger;

import io.vertx.core.Vertx;
import io.weir.config.TriggersConfig;
import io.weir.execution.PlannedOperations;
import io.weir.telemetry.Metrics;
import java.util.function.Supplier;

/**
 * What the parts of one shard work with; all of it belongs to the same event loop.
 *
 * @param operations those of the graph that is served now
 * @param scopes of events, by that graph
 * @param log asks the log
 * @param feed delivers what the log hands over
 * @param topics those that are open
 * @param groups of all topics
 * @param backlog what is under way in the pipelines
 */
record Shard(
        Vertx vertx,
        TriggersConfig config,
        Supplier<PlannedOperations> operations,
        EventScopes scopes,
        LogReads log,
        LogFeed feed,
        Topics topics,
        Groups groups,
        Backlog backlog,
        Metrics metrics) {}
