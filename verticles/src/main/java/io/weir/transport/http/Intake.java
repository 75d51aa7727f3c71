package io.weir.transport.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.weir.config.HttpConfig;

/**
 * What the paths have in common that other programs write to: POST only, by who may write, and no larger than allowed.
 * Belongs to one event loop.
 */
final class Intake {

    private final Vertx vertx;
    private final long maxBody;
    private final Origins origins;
    private final WriteAccess access;

    Intake(Vertx vertx, HttpConfig http, Origins origins) {
        this.vertx = vertx;
        this.maxBody = http.limits().body();
        this.origins = origins;
        this.access = new WriteAccess(http);
    }

    /**
     * Whether there is something to write; an OPTIONS request is answered here.
     *
     * @throws HttpProblem with status 405, 401 or 403
     */
    boolean admits(HttpServerRequest request) {
        if (request.method().equals(HttpMethod.OPTIONS)) {
            origins.preflight(request, "POST, OPTIONS");
            return false;
        }
        origins.decorate(request);
        Methods.require(request, HttpMethod.POST);
        access.check(request);
        return true;
    }

    /** Hands the whole body on; what {@code whole} throws is the answer, and so is 413 for a body that is too large. */
    void read(HttpServerRequest request, Handler<Buffer> whole) {
        RequestBody.read(
                request,
                maxBody,
                body -> handle(request, whole, body),
                tooLarge -> Replies.problemAndClose(request, ResultType.JSON, tooLarge, vertx));
    }

    private static void handle(HttpServerRequest request, Handler<Buffer> whole, Buffer body) {
        try {
            whole.handle(body);
        } catch (HttpProblem problem) {
            Replies.problem(request, ResultType.JSON, problem);
        } catch (RuntimeException e) {
            Replies.failed(request, e);
        }
    }
}
