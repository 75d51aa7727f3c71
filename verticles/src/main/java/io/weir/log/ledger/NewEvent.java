package io.weir.log.ledger;

import io.vertx.core.buffer.Buffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event to store.
 *
 * @param digest equal for the copies of an event, of which one is stored; null when no one can tell
 * @param id what the payload says its own id is; null where that is not asked or not known
 * @param depth how many events of ours led to it
 * @param payload as it came
 */
public record NewEvent(
        String provider,
        String topic,
        @Nullable UUID digest,
        @Nullable OwnId id,
        int depth,
        Buffer payload) {}
