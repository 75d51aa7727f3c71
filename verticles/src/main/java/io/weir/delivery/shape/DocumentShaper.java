package io.weir.delivery.shape;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.LoggedEvent;
import io.weir.execution.CurrentOperations;
import io.weir.execution.EventStream;
import io.weir.execution.OperationRequest;
import io.weir.execution.PlannedOperations;
import io.weir.graph.delivery.DeliveryDefinition;
import io.weir.graph.delivery.DeliveryDefinition.Root;
import io.weir.json.Json;
import io.weir.json.MalformedJsonException;
import io.weir.plan.RequestErrors;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shapes events through the operations of the graph that is served now, as triggers do for clients. A document is planned
 * once for each graph.
 */
public final class DocumentShaper implements Shaper {

    private final CurrentOperations current;
    /** By root field, as {@code plannedBy} plans them. */
    private final Map<Root, EventStream> streams = new IdentityHashMap<>();

    private @Nullable PlannedOperations plannedBy;

    /** Shapes through these operations, whatever graph they are of. */
    public DocumentShaper(CurrentOperations current) {
        this.current = current;
    }

    /** A document that the graph of now cannot plan any more wants every event, so that {@link #shape} says why. */
    @Override
    public Match match(DeliveryDefinition delivery, Root root, LoggedEvent event) {
        Object payload = parsed(event);
        if (payload == null) {
            return Match.MALFORMED;
        }
        CurrentOperations.Lease lease = current.lease();
        try {
            EventStream stream = stream(lease.operations(), delivery, root);
            if (stream.malformed(payload).isPresent()) {
                return Match.MALFORMED;
            }
            return stream.accepts(payload) ? Match.WANTED : Match.NOT_WANTED;
        } catch (RequestErrors invalid) {
            return Match.WANTED;
        } finally {
            lease.release();
        }
    }

    @Override
    public String key(LoggedEvent event) {
        Object payload = parsed(event);
        Object thing = payload instanceof Map<?, ?> map && map.containsKey("args") && map.containsKey("result")
                ? map.get("result")
                : payload;
        if (thing instanceof Map<?, ?> entity && entity.get("__typename") != null && entity.get("id") != null) {
            return entity.get("__typename") + ":" + entity.get("id");
        }
        return event.topic();
    }

    @Override
    public Future<Buffer> shape(DeliveryDefinition delivery, Root root, LoggedEvent event) {
        Object payload = parsed(event);
        if (payload == null) {
            return failed("the event is not JSON");
        }
        CurrentOperations.Lease lease = current.lease();
        return shape(lease.operations(), delivery, root, payload).onComplete(done -> lease.release());
    }

    private Future<Buffer> shape(PlannedOperations operations, DeliveryDefinition delivery, Root root, Object payload) {
        try {
            EventStream stream = stream(operations, delivery, root);
            String malformed = stream.malformed(payload).orElse(null);
            return malformed == null
                    ? stream.complete(payload, operations.forEvent()).compose(response -> data(response, root))
                    : failed("the event is not usable: " + malformed);
        } catch (RequestErrors invalid) {
            return failed("the document does not fit the graph: " + invalid.getMessage());
        } catch (RuntimeException fault) { // of ours: it must not end the caller
            return Future.failedFuture(fault);
        }
    }

    private EventStream stream(PlannedOperations operations, DeliveryDefinition delivery, Root root)
            throws RequestErrors {
        if (operations != plannedBy) {
            streams.clear();
            plannedBy = operations;
        }
        EventStream known = streams.get(root);
        if (known == null) {
            OperationRequest request = new OperationRequest(
                    delivery.document(), null, delivery.config().variables(), Map.of());
            known = operations.stream(request, root.responseKey(), root.topic());
            streams.put(root, known);
        }
        return known;
    }

    private static Future<Buffer> data(Buffer response, Root root) {
        Map<?, ?> parsed = (Map<?, ?>) Json.parse(response);
        if (parsed != null && parsed.get("errors") instanceof List<?> errors && !errors.isEmpty()) {
            return failed(message(errors.get(0)));
        }
        Object data = parsed == null ? null : parsed.get("data");
        boolean there = data instanceof Map<?, ?> fields && fields.get(root.responseKey()) != null;
        return there
                ? Future.succeededFuture(Json.write(data))
                : failed("\"%s\" is null: there is nothing to deliver".formatted(root.responseKey()));
    }

    private static String message(@Nullable Object first) {
        return first instanceof Map<?, ?> error ? String.valueOf(error.get("message")) : "an error without a message";
    }

    private static <T> Future<T> failed(String message) {
        return Future.failedFuture(new ShapingException(message));
    }

    private static @Nullable Object parsed(LoggedEvent event) {
        try {
            return Json.parse(event.payload());
        } catch (MalformedJsonException e) {
            return null;
        }
    }
}
