package io.weir.delivery.ledger;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.LoggedEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a delivery carries.
 *
 * @param root the response key of its root field
 * @param created when its event was read
 * @param data what the document made of it; null before
 * @param before what its second step is given
 */
public record Contents(
        LoggedEvent event,
        String root,
        Instant created,
        @Nullable Buffer data,
        @Nullable Buffer before) {}
