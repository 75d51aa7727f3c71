package io.weir.delivery.target;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.LoggedEvent;
import io.weir.graph.delivery.DeliveryDefinition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of one step of a delivery.
 *
 * @param delivery whose it is
 * @param id the same on every attempt of every step: {@code msg_…}, and the idempotency key
 * @param step what is to be done now
 * @param attempt from 1, of this step
 * @param happened when the event was read from the log, the same on every attempt
 * @param event as the log has it
 * @param data what the document made of it; the same bytes on every attempt
 * @param before what the target answered, behind {@link Step#THEN}; why it was given up, behind {@link Step#ON_FAILURE}: a
 *     JSON value as UTF-8 bytes; null at the target itself, and where it answered nothing
 */
public record Parcel(
        DeliveryDefinition delivery,
        String id,
        Step step,
        int attempt,
        Instant happened,
        LoggedEvent event,
        Buffer data,
        @Nullable Buffer before) {

    /** The steps of a delivery: one of the last two, if any, follows the first. */
    public enum Step {
        TARGET,
        THEN,
        ON_FAILURE
    }
}
