package io.weir.delivery.ledger;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.LoggedEvent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that is stored with the cursor that moves past its event.
 *
 * @param id from {@link DeliveryIds}: of one subscription, event and root always the same
 * @param event where events are missing: one without a payload
 * @param root the response key; empty where events are missing
 * @param key what it is ordered by
 * @param pauseMillis how long the first attempt waits
 * @param failure why it is dead from the beginning, a JSON object as UTF-8 bytes; null when it is not
 */
public record NewDelivery(
        UUID id,
        LoggedEvent event,
        String root,
        String key,
        long pauseMillis,
        @Nullable Buffer failure) {}
