package io.weir.trigger;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.StreamResult;
import java.util.ArrayList;
import java.util.List;

/** The results of a page, of bounded size. Belongs to one event loop. */
final class PageResults {

    /** What a page may hold before its last result: transports keep it for as long as a client does not read. */
    static final int MAX_BYTES = 256 << 10;

    private final List<StreamResult> results = new ArrayList<>();
    private final int maxResults;
    private long bytes;

    PageResults(int maxResults) {
        this.maxResults = maxResults;
    }

    void add(ReceivedEvent event, Buffer response) {
        results.add(new StreamResult(event.position(), event.id(), response));
        bytes += response.length();
    }

    /** Whether nothing more fits. */
    boolean full() {
        return results.size() >= maxResults || bytes >= MAX_BYTES;
    }

    /** Those that came of events behind a position, in order. */
    List<StreamResult> behind(long position) {
        return results.stream().filter(result -> result.position() > position).toList();
    }

    List<StreamResult> all() {
        return List.copyOf(results);
    }
}
