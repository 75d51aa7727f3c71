package io.weir.transport.origin;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The web pages of other origins that {@code http.origins} lets in; {@code *} is every origin. Thread-safe. */
public final class AllowedOrigins {

    private static final String ALL = "*";

    private final Set<String> origins;
    private final boolean all;

    /** Compares without regard to case, as schemes and hosts are. */
    public AllowedOrigins(List<String> configured) {
        this.origins = configured.stream()
                .map(origin -> origin.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        this.all = origins.contains(ALL);
    }

    /** Whether every origin is allowed. */
    public boolean all() {
        return all;
    }

    /** Whether no origin but the server's own is. */
    public boolean none() {
        return origins.isEmpty();
    }

    /** Whether the list has this value of {@code Origin}; not when there is none. */
    public boolean has(@Nullable String origin) {
        return origin != null && (all || origins.contains(origin.toLowerCase(Locale.ROOT)));
    }
}
