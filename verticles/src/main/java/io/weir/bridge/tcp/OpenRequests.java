package io.weir.bridge.tcp;

import io.vertx.core.eventbus.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Requests that a client has yet to answer, by their reply address. Nobody says when an asker has given up, so the oldest
 * makes room for the newest, and hears of it. Belongs to one connection.
 */
final class OpenRequests {

    /** As HTTP says that someone has too much to do, and that someone behind broke off: handlers' codes are HTTP's. */
    private static final int BUSY = 503;

    private static final int GONE = 502;

    private final int max;
    private final Map<String, Message<?>> byAddress = new LinkedHashMap<>();
    private boolean closed;

    OpenRequests(int max) {
        this.max = max;
    }

    /** Keeps a message if it is a request. */
    void keep(Message<?> message) {
        @Nullable String replyAddress = message.replyAddress();
        if (replyAddress == null) {
            return;
        }
        if (closed) {
            message.fail(GONE, "the client went away");
            return;
        }
        byAddress.put(replyAddress, message);
        if (byAddress.size() > max) {
            Message<?> oldest = byAddress.remove(byAddress.keySet().iterator().next());
            oldest.fail(BUSY, "too many requests wait for the client");
        }
    }

    /** The request that is answered there, which is no more open; null when there is none. */
    @Nullable
    Message<?> take(String replyAddress) {
        return byAddress.remove(replyAddress);
    }

    /** Nobody will answer, what is open and what still comes. */
    void close() {
        closed = true;
        List<Message<?>> open = new ArrayList<>(byAddress.values());
        byAddress.clear();
        open.forEach(message -> message.fail(GONE, "the client went away"));
    }
}
