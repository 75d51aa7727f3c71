package io.weir.delivery.target;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.weir.delivery.target.Verdict.Again;
import io.weir.delivery.target.Verdict.Done;
import io.weir.delivery.target.Verdict.Reason;
import io.weir.json.Json;
import io.weir.json.MalformedJsonException;
import io.weir.source.PublicBody;
import io.weir.template.Template.Scope;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks an address of the event bus: any verticle, or a client of a bridge. A reply is a success. Thread-safe. */
final class BusCalls {

    private final EventBus bus;

    BusCalls(EventBus bus) {
        this.bus = bus;
    }

    /** Makes one attempt; never fails. */
    Future<Verdict> call(Parcel parcel, String address) {
        DeliveryOptions options = new DeliveryOptions()
                .setSendTimeout(Math.max(1, parcel.delivery().config().timeout().toMillis()));
        Envelope.headers(parcel).forEach(options::addHeader);
        Buffer body = Envelope.body(parcel);
        Verdict tooLarge = Envelope.tooLarge(parcel, body);
        if (tooLarge != null) {
            return Future.succeededFuture(tooLarge);
        }
        return bus.request(address, PublicBody.encode(body), options)
                .map(reply -> replied(parcel, reply))
                .otherwise(BusCalls::failed);
    }

    private static Verdict replied(Parcel parcel, Message<Object> reply) {
        Object value = value(reply.body());
        boolean needed = parcel.delivery()
                .then()
                .map(mutation -> mutation.names(Scope.RESPONSE))
                .orElse(false);
        if (needed && !(value instanceof Map<?, ?>)) {
            return Why.MALFORMED_RESPONSE.never(
                    "the handler did it, but its reply is no JSON object, which `then` needs");
        }
        return new Done(value == null ? null : Json.write(value));
    }

    /** Null for what is no JSON. */
    private static @Nullable Object value(@Nullable Object body) {
        try {
            boolean empty = body instanceof String text && text.isEmpty()
                    || body instanceof Buffer bytes && bytes.length() == 0;
            return empty ? null : PublicBody.value(body);
        } catch (MalformedJsonException e) {
            return null;
        }
    }

    private static Verdict failed(Throwable failure) {
        if (!(failure instanceof ReplyException reply)) {
            return Why.INTERNAL.again("the call failed");
        }
        if (reply.failureType() == ReplyFailure.NO_HANDLERS) {
            return Why.UNREACHABLE.again("no one listens on the address");
        }
        if (reply.failureType() == ReplyFailure.TIMEOUT) {
            return Why.TIMEOUT.again("the handler did not reply in time");
        }
        return new Again(
                new Reason(Why.REFUSED.name(), "the handler said no", reply.failureCode(), reply.getMessage()), null);
    }
}
