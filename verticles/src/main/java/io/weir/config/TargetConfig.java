package io.weir.config;

import java.util.Optional;

/** Whom a delivery calls. */
public sealed interface TargetConfig {

    /**
     * A webhook.
     *
     * @param url where it is posted; its origin stands in {@code actions.allow}
     * @param body a JSON template over {@code event}, {@code data} and {@code delivery}; without it the envelope of Standard
     *     Webhooks
     */
    record Url(String url, Optional<String> body) implements TargetConfig {}

    /**
     * A topic.
     *
     * @param topic a template
     * @param provider the provider's name in the configuration
     */
    record Topic(String topic, String provider) implements TargetConfig {}

    /**
     * A mutation of this graph.
     *
     * @param mutation one field with its arguments, which may hold templates
     */
    record Mutation(String mutation) implements TargetConfig {}

    /**
     * An address of the event bus, which replies.
     *
     * @param address not one of Weir's own
     */
    record Bus(String address) implements TargetConfig {}
}
