package io.weir.plan;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/**
 * What is planned beside the one plan that nearly every operation has, bounded for all operations together: clients can
 * toggle many conditions, and events can lack fields in many ways. Thread-safe.
 *
 * @param <V> what is remembered
 */
final class VariantCache<V> {

    private final Cache<Variant, V> known;

    /** Remembers about this many of those that were asked lately. */
    VariantCache(long size) {
        this.known =
                Caffeine.newBuilder().maximumSize(size).executor(Runnable::run).build();
    }

    /** One variant of something, which is compared by identity. */
    private record Variant(Object of, Object what) {}

    @Nullable
    V get(Object of, Object what) {
        return known.getIfPresent(new Variant(of, what));
    }

    void put(Object of, Object what, V value) {
        known.put(new Variant(of, what), value);
    }
}
