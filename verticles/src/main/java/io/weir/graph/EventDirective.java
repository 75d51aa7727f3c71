package io.weir.graph;

import graphql.language.Directive;
import io.weir.config.WeirConfig;
import io.weir.graph.sdl.Sdl;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The directives that tie a root field to a topic: Weir's, and those of WunderGraph Cosmo, which say the same in the words
 * of each broker. The provider decides which broker it is, not the directive.
 */
enum EventDirective {
    REQUEST("eventsRequest", Role.REQUEST, "provider", "topic"),
    PUBLISH("eventsPublish", Role.PUBLISH, "provider", "topic"),
    SUBSCRIBE("eventsSubscribe", Role.SUBSCRIBE, "provider", "topic", "topics"),
    NATS_REQUEST("edfs__natsRequest", Role.REQUEST, "providerId", "subject"),
    NATS_PUBLISH("edfs__natsPublish", Role.PUBLISH, "providerId", "subject"),
    NATS_SUBSCRIBE("edfs__natsSubscribe", Role.SUBSCRIBE, "providerId", "subjects"),
    KAFKA_PUBLISH("edfs__kafkaPublish", Role.PUBLISH, "providerId", "topic"),
    KAFKA_SUBSCRIBE("edfs__kafkaSubscribe", Role.SUBSCRIBE, "providerId", "topics"),
    REDIS_PUBLISH("edfs__redisPublish", Role.PUBLISH, "providerId", "channel"),
    REDIS_SUBSCRIBE("edfs__redisSubscribe", Role.SUBSCRIBE, "providerId", "channels");

    /** What becomes of a field, whichever directive says it. */
    enum Role {
        REQUEST(List.of("query", "mutation")),
        PUBLISH(List.of("mutation")),
        SUBSCRIBE(List.of("subscription"));

        private final List<String> operations;

        Role(List<String> operations) {
            this.operations = operations;
        }

        /** The operations on whose root type it may stand. */
        List<String> operations() {
            return operations;
        }
    }

    private final String directive;
    private final Role role;
    private final String providerArgument;
    private final List<String> topicArguments;

    EventDirective(String directive, Role role, String providerArgument, String... topicArguments) {
        this.directive = directive;
        this.role = role;
        this.providerArgument = providerArgument;
        this.topicArguments = List.of(topicArguments);
    }

    /** What a directive is; empty when it has nothing to do with topics. */
    static Optional<EventDirective> of(Directive directive) {
        return Arrays.stream(values())
                .filter(candidate -> candidate.directive.equals(directive.getName()))
                .findFirst();
    }

    /** The directive's name. */
    String directive() {
        return directive;
    }

    Role role() {
        return role;
    }

    /** The names of the arguments that say where events come from or go; an application has one of them. */
    List<String> topicArguments() {
        return topicArguments;
    }

    /** The name of the argument that says whose topic it is. */
    String providerArgument() {
        return providerArgument;
    }

    /** The provider that an application names. */
    String provider(Directive applied) {
        return Sdl.text(applied, providerArgument).orElse(WeirConfig.DEFAULT_PROVIDER);
    }
}
