package io.weir.transport.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.HashMap;
import java.util.Map;

/**
 * {@code /graphiql}: the page and its two files, from the jar. They are read on first use and then kept. Belongs to one
 * event loop.
 */
final class GraphiQl {

    static final String PATH = "/graphiql";

    private static final Map<String, String> TYPES = Map.of(
            "index.html", "text/html; charset=utf-8",
            "graphiql.js.gz", "text/javascript; charset=utf-8",
            "graphiql.css.gz", "text/css; charset=utf-8");

    private static final Map<String, String> FILES = Map.of(
            PATH, "index.html", PATH + "/graphiql.js", "graphiql.js.gz", PATH + "/graphiql.css", "graphiql.css.gz");

    /** Nothing from elsewhere and no inline script; the page's widgets place themselves by inline styles. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self';"
            + " style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data:; font-src 'self';"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Vertx vertx;
    private final Map<String, Asset> loaded = new HashMap<>();

    GraphiQl(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Whether a path is one of the page's files. */
    static boolean serves(String path) {
        return FILES.containsKey(path);
    }

    /** Answers with the file at the request's path. */
    void handle(HttpServerRequest request) {
        Methods.require(request, HttpMethod.GET, HttpMethod.HEAD);
        String file = FILES.getOrDefault(request.path(), "index.html");
        Asset known = loaded.get(file);
        if (known != null) {
            send(request, known);
            return;
        }
        vertx.executeBlocking(() -> Asset.load(file, TYPES.getOrDefault(file, "")), false)
                .onSuccess(asset -> {
                    loaded.put(file, asset);
                    send(request, asset);
                })
                .onFailure(failure -> Replies.failed(request, failure));
    }

    private static void send(HttpServerRequest request, Asset stored) {
        Asset asset = takesGzip(request) ? stored : stored.plain();
        HttpServerResponse response = request.response();
        response.putHeader(HttpHeaderNames.CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY)
                .putHeader("x-content-type-options", "nosniff")
                .putHeader("referrer-policy", "no-referrer")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .putHeader(HttpHeaders.ETAG, asset.tag());
        if (asset.gzip()) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        if (asset.tag().equals(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatusCode(304).end();
        } else {
            Replies.send(request, 200, asset.contentType(), asset.bytes());
        }
    }

    private static boolean takesGzip(HttpServerRequest request) {
        String header = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
        return header != null
                && HeaderList.split(header).stream()
                        .map(MediaType::parse)
                        .anyMatch(coding -> coding.type().equals("gzip") && coding.quality() > 0);
    }
}
