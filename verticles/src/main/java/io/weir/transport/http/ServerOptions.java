package io.weir.transport.http;

import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import io.weir.config.HttpConfig;
import io.weir.config.HttpLimits;
import java.util.concurrent.TimeUnit;

/** The configuration as Vert.x's HTTP server takes it. */
public final class ServerOptions {

    /** Vert.x gives all instances of one deployment the same free port for one negative number. */
    private static final int SHARED_FREE_PORT = -1;

    private ServerOptions() {}

    /**
     * The options of every transport instance. Each HTTP/2 stream is an operation, so that one connection may have as
     * many of them as a WebSocket may run operations.
     */
    public static HttpServerOptions of(HttpConfig http) {
        HttpLimits limits = http.limits();
        return new HttpServerOptions()
                .setHost(http.host())
                .setPort(http.port() == 0 ? SHARED_FREE_PORT : http.port())
                .setMaxInitialLineLength(limits.url())
                .setMaxHeaderSize(limits.headers())
                .setInitialSettings(new Http2Settings()
                        .setMaxHeaderListSize(limits.headers())
                        .setMaxConcurrentStreams(http.websocket().operations()))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) Math.min(Integer.MAX_VALUE, limits.idle().toMillis()))
                // All writes come from the instance's event loop, so they need no queue between threads.
                .setStrictThreadMode(true);
    }
}
