package io.weir.delivery;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.LoggedEvent;
import io.weir.delivery.shape.Shaper;
import io.weir.delivery.shape.ShapingException;
import io.weir.graph.delivery.DeliveryDefinition;
import java.util.concurrent.atomic.AtomicInteger;

/** Payloads are {@code KEY:words}; the words say what is made of them. */
final class FakeShaper implements Shaper {

    final AtomicInteger shaped = new AtomicInteger();
    /** How many more fail. */
    final AtomicInteger failures = new AtomicInteger();

    @Override
    public Match match(DeliveryDefinition delivery, DeliveryDefinition.Root root, LoggedEvent event) {
        String payload = event.payload().toString();
        if (payload.contains("malformed")) {
            return Match.MALFORMED;
        }
        return payload.contains("unwanted") ? Match.NOT_WANTED : Match.WANTED;
    }

    @Override
    public String key(LoggedEvent event) {
        return event.payload().toString().split(":")[0];
    }

    @Override
    public Future<Buffer> shape(DeliveryDefinition delivery, DeliveryDefinition.Root root, LoggedEvent event) {
        shaped.incrementAndGet();
        return failures.getAndDecrement() > 0
                ? Future.failedFuture(new ShapingException("the subgraph does not answer"))
                : Future.succeededFuture(Buffer.buffer(root.responseKey() + "=" + event.payload()));
    }
}
