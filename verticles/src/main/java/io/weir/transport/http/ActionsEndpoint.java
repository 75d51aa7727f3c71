package io.weir.transport.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.weir.execution.Operations;
import io.weir.execution.StoredAction;
import io.weir.source.ActionException;

/** {@code GET /actions/{id}}: how an action stands, and its result. Belongs to one event loop. */
final class ActionsEndpoint {

    static final String PATH = "/actions/";

    private static final String METHODS = "GET, HEAD, OPTIONS";
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

    private final Operations operations;
    private final Origins origins;

    ActionsEndpoint(Operations operations, Origins origins) {
        this.operations = operations;
        this.origins = origins;
    }

    /**
     * Answers 200, or 404 for what is no action of this client.
     *
     * @throws HttpProblem when the request is not a GET
     */
    void handle(HttpServerRequest request) {
        if (request.method().equals(HttpMethod.OPTIONS)) {
            origins.preflight(request, METHODS);
            return;
        }
        origins.decorate(request);
        request.response().putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
        Origins.exposeActionHeaders(request.response());
        Methods.require(request, HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
        String id = QueryString.path(request.uri()).substring(PATH.length());
        operations.action(id).onSuccess(action -> show(request, action)).onFailure(failure -> refuse(request, failure));
    }

    private static void show(HttpServerRequest request, StoredAction action) {
        if (!action.ended()) {
            Replies.askAgainSoon(request);
        }
        Replies.send(request, 200, ResultType.JSON.contentType(), action.body());
    }

    private static void refuse(HttpServerRequest request, Throwable failure) {
        if (!(failure instanceof ActionException known)) {
            Replies.failed(request, failure);
            return;
        }
        int status = known.failure().httpStatus() > 0 ? known.failure().httpStatus() : 503;
        if (status == 503) {
            Replies.askAgainSoon(request);
        }
        Replies.problem(
                request,
                ResultType.JSON,
                new HttpProblem(
                        status, known.failure().message(), known.failure().code()));
    }
}
