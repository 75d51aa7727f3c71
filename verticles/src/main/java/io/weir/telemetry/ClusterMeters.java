package io.weir.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.IntSupplier;

/** The meters of a node's cluster. Thread-safe. */
public final class ClusterMeters {

    private final MeterRegistry registry;

    ClusterMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** How many nodes this one sees, itself included. */
    public void nodes(IntSupplier nodes) {
        gauge("weir.cluster.nodes", "Nodes of the cluster that this one sees, itself included", nodes);
    }

    /** Whether fewer are seen than there must be. */
    public void isolated(IntSupplier isolated) {
        gauge("weir.cluster.isolated", "Whether this node sees fewer nodes than the cluster must have", isolated);
    }

    /** How long the node has not been heard of that has been silent longest, in milliseconds. */
    public void silence(IntSupplier millis) {
        gauge("weir.cluster.silence.millis", "How long the most silent of the other nodes has not been heard", millis);
    }

    /** How many nodes do something. */
    public void service(String service, IntSupplier nodes) {
        Gauge.builder("weir.cluster.services", nodes, IntSupplier::getAsInt)
                .description("Nodes that do something, by what they do")
                .tag("service", service)
                .strongReference(true)
                .register(registry);
    }

    /** Whether this node needs a service that no node has now. */
    public void missing(String service, IntSupplier missing) {
        Gauge.builder("weir.cluster.missing", missing, IntSupplier::getAsInt)
                .description("Whether no node does what this one needs")
                .tag("service", service)
                .strongReference(true)
                .register(registry);
    }

    /** A message came that this node cannot read. */
    public void undecodable(String message) {
        Counter.builder("weir.cluster.undecodable")
                .description("Messages of other versions, or malformed ones, by the message's name")
                .tag("message", message)
                .register(registry)
                .increment();
    }

    private void gauge(String name, String description, IntSupplier value) {
        Gauge.builder(name, value, IntSupplier::getAsInt)
                .description(description)
                .strongReference(true)
                .register(registry);
    }
}
