package io.weir.bus;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * How a delivery stands. Part of messages; not one itself.
 *
 * @param number grows with each delivery, over all subscriptions; from 1
 * @param id the same on every attempt; the idempotency key, and the id of webhooks
 * @param subscription whose it is
 * @param provider of its topic
 * @param topic of its event; empty where events are missing
 * @param position of its event in the log; where events are missing: of the last one before them
 * @param root the response key of the root field; empty where events are missing
 * @param key its entity: deliveries of one are made one after another
 * @param state where it is
 * @param step {@code TARGET}, {@code THEN} or {@code ON_FAILURE}: the one that is to be done, or was last
 * @param attempts how many were begun of that step
 * @param log all attempts of all steps, a JSON array as UTF-8 bytes: objects with {@code step}, {@code attempt}, {@code
 *     begunAt}, and once it is known what came of them {@code endedAt}, {@code outcome} ({@code DONE AGAIN NEVER GONE}),
 *     {@code code}, {@code message}, {@code status}, {@code answer}
 * @param failure why it is dead or its last attempt failed, a JSON object as UTF-8 bytes with {@code code} and {@code
 *     message}; null where nothing failed
 * @param due when it may go on, in milliseconds since 1970
 * @param created when its event was read from the log, in milliseconds since 1970
 * @param finished in milliseconds since 1970; 0 while it has not ended
 * @param depth how many events of ours led to its event
 * @param payloadSize bytes of the event
 * @param dataSize bytes of what the document made of it; 0 before that
 * @param payload the event as it came; only where payloads were asked for
 * @param data what the document made of it; only where payloads were asked for, and null before
 * @param response what the target answered, a JSON value as UTF-8 bytes; only where payloads were asked for and it did
 */
public record DeliveryReport(
        long number,
        String id,
        String subscription,
        String provider,
        String topic,
        long position,
        String root,
        String key,
        DeliveryState state,
        String step,
        int attempts,
        Buffer log,
        @Nullable Buffer failure,
        long due,
        long created,
        long finished,
        int depth,
        int payloadSize,
        int dataSize,
        @Nullable Buffer payload,
        @Nullable Buffer data,
        @Nullable Buffer response) {

    /** Payloads are the users'. */
    @Override
    public String toString() {
        return "DeliveryReport[" + id + " of " + subscription + ", " + state + "]";
    }
}
