package io.weir.transport.ws;

import io.vertx.core.http.HttpServerRequest;
import io.weir.transport.origin.AllowedOrigins;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which web pages may open a WebSocket; browsers do not ask the server beforehand, so the server looks at {@code
 * Origin}. The server's own origin may, so may those listed, and all with {@code *}; a client that is no browser sends
 * none and may.
 */
final class OriginRule {

    private final AllowedOrigins allowed;

    /** Makes the rule of {@code http.origins}. */
    OriginRule(List<String> allowed) {
        this.allowed = new AllowedOrigins(allowed);
    }

    /** Whether the page that a request comes from may open a WebSocket. */
    boolean allows(HttpServerRequest request) {
        return allows(request.getHeader("Origin"), request.getHeader("Host"));
    }

    boolean allows(@Nullable String origin, @Nullable String host) {
        return origin == null || allowed.has(origin) || isSame(origin, host);
    }

    private static boolean isSame(String origin, @Nullable String host) {
        try {
            String authority = URI.create(origin).getAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
