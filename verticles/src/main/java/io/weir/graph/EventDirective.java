package io.weir.graph;

import graphql.language.ArrayValue;
import graphql.language.Directive;
import graphql.language.StringValue;
import graphql.language.Value;
import io.weir.config.WeirConfig;
import io.weir.graph.sdl.Sdl;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The directives that tie a root field to a topic: Weir's, and those of WunderGraph Cosmo, which say the same in the words
 * of each broker. The provider decides which broker it is, not the directive.
 */
enum EventDirective {
    REQUEST("eventsRequest", Role.REQUEST, "topic", "provider"),
    PUBLISH("eventsPublish", Role.PUBLISH, "topic", "provider"),
    SUBSCRIBE("eventsSubscribe", Role.SUBSCRIBE, "topic", "provider"),
    NATS_REQUEST("edfs__natsRequest", Role.REQUEST, "subject", "providerId"),
    NATS_PUBLISH("edfs__natsPublish", Role.PUBLISH, "subject", "providerId"),
    NATS_SUBSCRIBE("edfs__natsSubscribe", Role.SUBSCRIBE, "subjects", "providerId"),
    KAFKA_PUBLISH("edfs__kafkaPublish", Role.PUBLISH, "topic", "providerId"),
    KAFKA_SUBSCRIBE("edfs__kafkaSubscribe", Role.SUBSCRIBE, "topics", "providerId"),
    REDIS_PUBLISH("edfs__redisPublish", Role.PUBLISH, "channel", "providerId"),
    REDIS_SUBSCRIBE("edfs__redisSubscribe", Role.SUBSCRIBE, "channels", "providerId");

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
    private final String topicArgument;
    private final String providerArgument;

    EventDirective(String directive, Role role, String topicArgument, String providerArgument) {
        this.directive = directive;
        this.role = role;
        this.topicArgument = topicArgument;
        this.providerArgument = providerArgument;
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

    /** The name of the argument that says where events come from or go. */
    String topicArgument() {
        return topicArgument;
    }

    /** The name of the argument that says whose topic it is. */
    String providerArgument() {
        return providerArgument;
    }

    /** The topics that an application names, as written. */
    List<String> topics(Directive applied) {
        return Sdl.argument(applied, topicArgument).stream()
                .flatMap(EventDirective::elements)
                .filter(StringValue.class::isInstance)
                .map(value -> ((StringValue) value).getValue())
                .toList();
    }

    /** The provider that an application names. */
    String provider(Directive applied) {
        return Sdl.text(applied, providerArgument).orElse(WeirConfig.DEFAULT_PROVIDER);
    }

    private static Stream<Value<?>> elements(Value<?> value) {
        return value instanceof ArrayValue array
                ? array.getValues().stream().map(element -> (Value<?>) element)
                : Stream.of(value);
    }
}
