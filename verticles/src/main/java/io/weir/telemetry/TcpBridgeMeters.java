package io.weir.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.LongAdder;

/** The meters of the TCP bridge: between programs in other languages and the event bus. Thread-safe. */
public final class TcpBridgeMeters {

    private final MeterRegistry registry;
    private final LongAdder connections = new LongAdder();
    private final LongAdder registrations = new LongAdder();
    private final Counter framesIn;
    private final Counter framesOut;
    private final Counter slow;

    TcpBridgeMeters(MeterRegistry registry) {
        this.registry = registry;
        framesIn = counter("weir.bridge.tcp.frames.in", "Frames of clients");
        framesOut = counter("weir.bridge.tcp.frames.out", "Frames handed to clients' connections");
        slow = counter("weir.bridge.tcp.slow", "Clients cut off because they read too slowly");
        gauge("weir.bridge.tcp.connections", connections, "Open connections of clients");
        gauge("weir.bridge.tcp.registrations", registrations, "Addresses that clients listen on");
    }

    /** A client was told no, by the word that it was told. */
    public void refused(String word) {
        Counter.builder("weir.bridge.tcp.refused")
                .description("Frames and connections of clients that were refused")
                .tag("reason", word)
                .register(registry)
                .increment();
    }

    /** Open connections; add and subtract. */
    public LongAdder connections() {
        return connections;
    }

    /** Addresses that clients listen on; add and subtract. */
    public LongAdder registrations() {
        return registrations;
    }

    /** Frames of clients. */
    public Counter framesIn() {
        return framesIn;
    }

    /** Frames handed to clients' connections. */
    public Counter framesOut() {
        return framesOut;
    }

    /** Clients cut off because they read too slowly. */
    public Counter slow() {
        return slow;
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private void gauge(String name, LongAdder value, String description) {
        Gauge.builder(name, value, LongAdder::sum).description(description).register(registry);
    }
}
