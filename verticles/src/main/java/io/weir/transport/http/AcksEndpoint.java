package io.weir.transport.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.weir.json.Json;
import io.weir.source.GateClient;
import io.weir.source.SourceException;
import java.util.Map;

/** {@code POST /consistency/acks}: systems report what they have applied. Belongs to one event loop. */
final class AcksEndpoint {

    static final String PATH = "/consistency/acks";

    private static final HttpProblem UNSUPPORTED = new HttpProblem(
            415, "a report must have the header \"Content-Type: application/json\", in UTF-8, not compressed");

    private final Intake intake;
    private final GateClient gates;

    AcksEndpoint(Intake intake, GateClient gates) {
        this.intake = intake;
        this.gates = gates;
    }

    /**
     * Answers 202 once all reports of the request are stored; else none is.
     *
     * @throws HttpProblem when the request is not one to report
     */
    void handle(HttpServerRequest request) {
        if (!intake.admits(request)) {
            return;
        }
        if (!ContentTypes.isJson(request)) {
            throw UNSUPPORTED;
        }
        intake.read(request, body -> report(request, body));
    }

    private void report(HttpServerRequest request, Buffer body) {
        gates.report(body)
                .onSuccess(count -> Replies.send(
                        request, 202, ResultType.JSON.contentType(), Json.write(Map.of("accepted", count))))
                .onFailure(failure -> refuse(request, failure));
    }

    private static void refuse(HttpServerRequest request, Throwable failure) {
        if (!(failure instanceof SourceException known)) {
            Replies.failed(request, failure);
            return;
        }
        int status = status(known);
        if (status == 503) {
            Replies.askAgainSoon(request);
        }
        Replies.problem(
                request,
                ResultType.JSON,
                new HttpProblem(
                        status, String.valueOf(known.getMessage()), known.code().name()));
    }

    /** What is not the sender's fault is to be sent again. */
    private static int status(SourceException failure) {
        return switch (failure.code()) {
            case BAD_USER_INPUT -> 400;
            case NOT_FOUND -> 404;
            default -> 503;
        };
    }
}
