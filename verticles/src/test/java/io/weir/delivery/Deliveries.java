package io.weir.delivery;

import io.weir.config.DeliveryConfig;
import io.weir.config.TargetConfig;
import io.weir.config.yaml.Place;
import io.weir.graph.delivery.DeliveryDefinition;
import io.weir.graph.delivery.DeliveryTarget;
import io.weir.graph.delivery.TemplatedMutation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Subscriptions of tests. */
final class Deliveries {

    static final Duration NEVER = Duration.ofDays(30);

    private final String name;
    private List<DeliveryDefinition.Root> roots;
    private boolean then;
    private boolean onFailure;
    private List<Duration> schedule = Collections.nCopies(5, Duration.ofMillis(1));
    private int concurrency = 10;
    private Duration blocked = Duration.ofHours(1);
    private Duration disableAfter = NEVER;

    private Deliveries(String name) {
        this.name = name;
        this.roots = List.of(new DeliveryDefinition.Root("a", "default", "topic.a"));
    }

    static Deliveries of(String name) {
        return new Deliveries(name);
    }

    /** Fields {@code a}, {@code b} … of topics {@code topic.a} …, each {@code KEY=TOPIC}. */
    Deliveries roots(String... texts) {
        roots = Arrays.stream(texts)
                .map(text -> text.split("="))
                .map(parts -> new DeliveryDefinition.Root(parts[0], "default", parts[1]))
                .toList();
        return this;
    }

    Deliveries then() {
        then = true;
        return this;
    }

    Deliveries onFailure() {
        onFailure = true;
        return this;
    }

    Deliveries schedule(Duration... pauses) {
        schedule = List.of(pauses);
        return this;
    }

    /** So many attempts, one straight after the other. */
    Deliveries attempts(int count) {
        schedule = Collections.nCopies(count, Duration.ZERO);
        return this;
    }

    Deliveries concurrency(int attempts) {
        concurrency = attempts;
        return this;
    }

    Deliveries blocked(Duration duration) {
        blocked = duration;
        return this;
    }

    Deliveries disableAfter(Duration duration) {
        disableAfter = duration;
        return this;
    }

    DeliveryDefinition make() {
        DeliveryConfig config = new DeliveryConfig(
                name,
                Path.of("document.graphql"),
                Map.of(),
                new TargetConfig.Bus("target"),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                schedule,
                Duration.ofSeconds(15),
                concurrency,
                blocked,
                disableAfter,
                NEVER,
                1 << 20,
                Place.NONE);
        return new DeliveryDefinition(
                config,
                "subscription { a }",
                roots,
                new DeliveryTarget.Bus("target"),
                mutation(then),
                mutation(onFailure));
    }

    private static Optional<TemplatedMutation> mutation(boolean there) {
        return there ? Optional.of(new TemplatedMutation("f", "mutation { f }", List.of())) : Optional.empty();
    }
}
