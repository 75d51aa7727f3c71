package io.weir.log;

import io.weir.bus.LogAdvanced;
import io.weir.bus.LoggedEvent;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The last events that this node stored itself, so that no one reads them back from the store. Bounded. */
final class Recent {

    private static final long MOST_BYTES = 8 << 20;
    private static final int MOST_BATCHES = 256;

    /** By the position behind which they are. */
    private final NavigableMap<Long, LogAdvanced> batches = new TreeMap<>();

    private long bytes;

    /** Keeps a batch; may let go of the oldest. */
    void add(LogAdvanced batch) {
        batches.put(batch.after(), batch);
        bytes += bytes(batch);
        while (batches.size() > 1 && (bytes > MOST_BYTES || batches.size() > MOST_BATCHES)) {
            removeFirst();
        }
    }

    /** The next events behind a position, which are then forgotten; null when others may lie between. */
    @Nullable
    LogAdvanced behind(long position) {
        while (!batches.isEmpty() && batches.firstEntry().getValue().through() <= position) {
            removeFirst();
        }
        if (batches.isEmpty() || batches.firstKey() > position) {
            return null;
        }
        return behind(removeFirst(), position);
    }

    /** Forgets all. */
    void clear() {
        batches.clear();
        bytes = 0;
    }

    private LogAdvanced removeFirst() {
        LogAdvanced first = batches.pollFirstEntry().getValue();
        bytes -= bytes(first);
        return first;
    }

    /** What of a batch is behind a position in it. */
    static LogAdvanced behind(LogAdvanced batch, long position) {
        if (position <= batch.after()) {
            return batch;
        }
        List<LoggedEvent> rest = batch.events().stream()
                .filter(event -> event.position() > position)
                .toList();
        return new LogAdvanced(batch.store(), position, batch.through(), rest);
    }

    /** How much the payloads of a batch are. */
    static long bytes(LogAdvanced batch) {
        long bytes = 0;
        for (LoggedEvent event : batch.events()) {
            bytes += event.payload().length();
        }
        return bytes;
    }
}
