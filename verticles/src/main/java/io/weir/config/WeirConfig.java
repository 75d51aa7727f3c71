package io.weir.config;

import java.util.Map;

/**
 * The whole configuration of a node.
 *
 * @param graph where the schema comes from and what a query may cost
 * @param http the public endpoint
 * @param admin the operations endpoint
 * @param providers the event sources by name; always has {@code default}
 * @param events how events and requests over topics behave
 * @param triggers how topics are shared between subscribers
 * @param logging what is logged and how
 */
public record WeirConfig(
        GraphConfig graph,
        HttpConfig http,
        AdminConfig admin,
        Map<String, ProviderConfig> providers,
        EventsConfig events,
        TriggersConfig triggers,
        LoggingConfig logging) {}
