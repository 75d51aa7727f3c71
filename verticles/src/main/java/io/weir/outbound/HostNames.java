package io.weir.outbound;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The addresses of names, as the machine's resolver has them, for a few seconds each; whoever asks for one that is being
 * looked up waits with the first. Thread-safe.
 */
final class HostNames {

    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(5);

    private record LookUp(Future<List<InetAddress>> addresses, long begun) {}

    private final Vertx vertx;
    private final Resolver resolver;
    private final Map<String, LookUp> known = new ConcurrentHashMap<>();

    HostNames(Vertx vertx, Resolver resolver) {
        this.vertx = vertx;
        this.resolver = resolver;
    }

    /** All addresses of a name, at least one; fails when there is none. Completes on any thread. */
    Future<List<InetAddress>> addresses(String name) {
        long now = System.nanoTime();
        return known.compute(name, (n, before) -> before != null && usable(before, now) ? before : lookUp(n, now))
                .addresses();
    }

    private static boolean usable(LookUp lookUp, long now) {
        return !lookUp.addresses().failed() && (!lookUp.addresses().isComplete() || now - lookUp.begun() < FRESH_NANOS);
    }

    private LookUp lookUp(String name, long now) {
        return new LookUp(vertx.executeBlocking(() -> List.of(resolver.addresses(name)), false), now);
    }
}
