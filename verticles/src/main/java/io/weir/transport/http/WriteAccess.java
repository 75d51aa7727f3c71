package io.weir.transport.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.weir.config.HttpConfig;
import io.weir.config.Loopback;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who may write events: the holders of a key; on a server that listens on loopback only, every program of the machine,
 * but no web page that the machine's browser has open. Thread-safe.
 */
public final class WriteAccess {

    private static final String BEARER = "bearer ";

    private final boolean loopback;
    private final List<byte[]> keys;
    private final Origins origins;

    WriteAccess(HttpConfig http) {
        this(http.host(), http.keys(), http.origins());
    }

    /**
     * Access to a server.
     *
     * @param host where it listens
     * @param keys those of whoever may write
     * @param origins of web pages that may write on loopback, beside its own
     */
    public WriteAccess(String host, List<String> keys, List<String> origins) {
        this.loopback = Loopback.is(host);
        this.keys =
                keys.stream().map(key -> key.getBytes(StandardCharsets.UTF_8)).toList();
        this.origins = new Origins(origins);
    }

    /**
     * Lets the request pass.
     *
     * @throws HttpProblem with status 401 without a key, 403 for a foreign web page
     */
    public void check(HttpServerRequest request) {
        if (loopback) {
            checkOrigin(request.getHeader(HttpHeaders.ORIGIN));
        } else if (!holdsKey(request.getHeader(HttpHeaders.AUTHORIZATION))) {
            request.response().putHeader(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"weir\"");
            throw new HttpProblem(
                    401,
                    keys.isEmpty()
                            ? "no one may write here: http.keys is empty"
                            : "send \"Authorization: Bearer\" with one of the keys under http.keys");
        }
    }

    /** Whether the request would pass {@link #check}: then what it says of itself is believed. */
    boolean allows(HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return loopback ? allows(origin) : holdsKey(request.getHeader(HttpHeaders.AUTHORIZATION));
    }

    /** A page whose name was bound to 127.0.0.1 by its owner's DNS still has its own origin. */
    private boolean allows(@Nullable String origin) {
        return origin == null || origins.allows(origin) || Loopback.is(hostOf(origin));
    }

    private void checkOrigin(@Nullable String origin) {
        if (!allows(origin)) {
            throw new HttpProblem(403, "this origin may not write here: name it under http.origins");
        }
    }

    /** Compares with every key in full, so that the time taken tells nothing. */
    private boolean holdsKey(@Nullable String authorization) {
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return false;
        }
        byte[] given = authorization.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8);
        boolean held = false;
        for (byte[] key : keys) {
            held |= MessageDigest.isEqual(key, given);
        }
        return held;
    }

    private static String hostOf(String origin) {
        try {
            String host = URI.create(origin).getHost();
            return host == null ? "" : host;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
