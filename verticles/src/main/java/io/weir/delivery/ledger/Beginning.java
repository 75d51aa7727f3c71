package io.weir.delivery.ledger;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that is about to be made.
 *
 * @param waiting the delivery as it is before
 * @param data what the document made of it, where that is not stored yet
 */
public record Beginning(
        Lease lease, Waiting waiting, @Nullable Buffer data) {}
