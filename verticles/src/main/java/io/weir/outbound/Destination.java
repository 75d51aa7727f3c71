package io.weir.outbound;

import io.vertx.core.http.HttpMethod;
import io.weir.template.Origin;
import java.time.Duration;

/**
 * Where a request goes.
 *
 * @param target path and query; begins with a slash
 * @param connectTimeout how long one attempt to connect may take
 */
public record Destination(HttpMethod method, Origin origin, String target, Duration connectTimeout) {

    /** What is asked for may be a client's. */
    @Override
    public String toString() {
        return "Destination[" + method + " " + origin + "]";
    }
}
