package io.weir.transport.ws;

import io.weir.config.WebSocketConfig;
import io.weir.execution.Operations;
import io.weir.telemetry.Metrics;
import java.util.function.Consumer;

/**
 * What the connections of one transport instance share.
 *
 * @param config how graphql-transport-ws behaves
 * @param operations where requests go
 * @param subscriptions where subscriptions start
 * @param admission who may start operations
 * @param wheel all deadlines
 * @param metrics what is counted
 * @param gone told once of each connection whose socket is gone
 */
record ConnectionScope(
        WebSocketConfig config,
        Operations operations,
        SubscriptionStart subscriptions,
        Admission admission,
        Wheel wheel,
        Metrics metrics,
        Consumer<Connection> gone) {}
