package io.weir.transport.ws;

import io.vertx.core.Future;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides on a {@code connection_init} whether its sender may start operations; if not, the socket closes with 4403. */
@FunctionalInterface
interface Admission {

    /** Lets everyone in. */
    Admission EVERYONE = payload -> Future.succeededFuture(true);

    /** Answers on the connection's event loop; has its own deadline. A failure is a refusal. */
    Future<Boolean> admit(Map<String, @Nullable Object> payload);
}
