package io.weir.hook;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.weir.source.HookException;
import io.weir.source.PublicBody;
import java.time.Duration;

/** Hooks on the event bus: any verticle that replies. Thread-safe. */
final class BusHooks {

    private final EventBus bus;
    private final int maxBytes;

    BusHooks(Vertx vertx, int maxBytes) {
        this.bus = vertx.eventBus();
        this.maxBytes = maxBytes;
    }

    Future<Buffer> ask(String address, Buffer question, Duration timeout) {
        DeliveryOptions options = new DeliveryOptions().setSendTimeout(timeout.toMillis());
        return bus.request(address, PublicBody.encode(question), options)
                .map(reply -> bytes(reply.body()))
                .recover(failure -> Future.failedFuture(
                        failure instanceof HookException ? failure : new HookException(words(failure))));
    }

    private Buffer bytes(Object body) {
        Buffer bytes = PublicBody.bytes(body);
        if (bytes.length() > maxBytes) {
            throw new HookException("gave an answer that is too large");
        }
        return bytes;
    }

    private static String words(Throwable failure) {
        ReplyFailure type = failure instanceof ReplyException reply ? reply.failureType() : ReplyFailure.ERROR;
        return switch (type) {
            case NO_HANDLERS -> "could not be asked: no one listens on its address";
            case TIMEOUT -> "could not be asked: no answer in time";
            default -> "answered with a failure";
        };
    }
}
