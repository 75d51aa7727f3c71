package io.weir.delivery.ledger;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.DeliveryState;
import io.weir.delivery.target.Parcel.Step;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a delivery.
 *
 * @param state {@link DeliveryState#PENDING} where it goes on
 * @param step the next one where it goes on, else the last
 * @param pause until it goes on
 * @param before what the next step is given; null leaves it as it is
 * @param failure why it is dead or the attempt failed, a JSON object as UTF-8 bytes; null when it did not
 * @param attempt what is noted of the attempt that ended; empty when none was made
 * @param blocks whether, dead, it holds back what follows
 */
public record Ending(
        DeliveryState state,
        Step step,
        Duration pause,
        @Nullable Buffer before,
        @Nullable Buffer failure,
        Optional<Note> attempt,
        boolean blocks) {

    /**
     * An attempt in the log.
     *
     * @param outcome a word
     * @param reason why it failed, a JSON object as text with what {@link io.weir.bus.DeliveryReport#log} says; {@code {}}
     *     when it did not
     */
    public record Note(String outcome, String reason) {}
}
