package io.weir.transport.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** Collects a request's body up to a limit; a body that arrives in one piece is handed on as it is. */
final class RequestBody {

    private final long limit;
    private final Handler<Buffer> whole;
    private final Handler<HttpProblem> refused;
    private @Nullable Buffer body;
    private boolean own;
    private boolean over;

    private RequestBody(long limit, Handler<Buffer> whole, Handler<HttpProblem> refused) {
        this.limit = limit;
        this.whole = whole;
        this.refused = refused;
    }

    /**
     * Reads the body of {@code request}.
     *
     * @param limit the most bytes it may have
     * @param whole gets the body once it is complete
     * @param refused gets the reason when it is too large; the rest of it is not kept
     */
    static void read(HttpServerRequest request, long limit, Handler<Buffer> whole, Handler<HttpProblem> refused) {
        RequestBody body = new RequestBody(limit, whole, refused);
        if (announced(request) > limit) {
            body.refuse();
            return;
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        request.handler(body::onChunk).endHandler(body::onEnd);
    }

    private static long announced(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private void onChunk(Buffer chunk) {
        if (over) {
            return;
        }
        body = body == null ? chunk : joined(body, chunk);
        if (body.length() > limit) {
            body = null;
            refuse();
        }
    }

    /** The first chunk belongs to the request; from the second on there is a buffer of our own to grow. */
    private Buffer joined(Buffer before, Buffer chunk) {
        if (own) {
            return before.appendBuffer(chunk);
        }
        own = true;
        return Buffer.buffer(2 * (before.length() + chunk.length()))
                .appendBuffer(before)
                .appendBuffer(chunk);
    }

    private void onEnd(@Nullable Void end) {
        if (!over) {
            Buffer complete = body;
            whole.handle(complete == null ? Buffer.buffer(0) : complete);
        }
    }

    private void refuse() {
        over = true;
        refused.handle(
                new HttpProblem(413, "the request body is larger than %d bytes (http.limits.body)".formatted(limit)));
    }
}
