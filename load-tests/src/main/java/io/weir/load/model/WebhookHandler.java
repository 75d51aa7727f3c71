package io.weir.load.model;

import io.weir.load.node.HandlerServer;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Takes webhooks in the runner's process, and remembers their ids. */
public final class WebhookHandler implements AutoCloseable {

    private final Set<String> ids = ConcurrentHashMap.newKeySet();
    private final HandlerServer server;

    /** Listens on a free port. */
    public WebhookHandler() throws Exception {
        server = new HandlerServer(request -> request.body().onSuccess(body -> {
            ids.add(String.valueOf(request.getHeader("webhook-id")));
            request.response().setStatusCode(204).end();
        }));
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** How many different ones came. */
    long delivered() {
        return ids.size();
    }

    @Override
    public void close() {
        server.close();
    }
}
