package io.weir.transport.fanout;

import io.vertx.core.Vertx;
import io.weir.config.StreamsConfig;
import io.weir.telemetry.Metrics;

/**
 * What the feeds of one transport instance share.
 *
 * @param vertx for timers
 * @param triggers the way to the triggers
 * @param groups who hands out results
 * @param config how event streams behave
 * @param metrics what is counted
 */
record FeedScope(Vertx vertx, TriggerLink triggers, Groups groups, StreamsConfig config, Metrics metrics) {}
