package io.weir.transport.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.weir.execution.OperationRequest;
import io.weir.execution.OperationResponse;
import io.weir.execution.Operations;
import io.weir.execution.Prepared;
import io.weir.telemetry.Metrics;
import io.weir.transport.sse.ResponseStreams;
import io.weir.transport.sse.StreamFormat;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One request to {@code /graphql} on its way to its answer. Belongs to one event loop. */
final class GraphQlExchange {

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final Accepted accepted;
    private final int depth;
    private final Operations operations;
    private final ResponseStreams streams;
    private final Metrics metrics;

    GraphQlExchange(
            Vertx vertx,
            HttpServerRequest request,
            Accepted accepted,
            int depth,
            Operations operations,
            ResponseStreams streams,
            Metrics metrics) {
        this.vertx = vertx;
        this.request = request;
        this.accepted = accepted;
        this.depth = depth;
        this.operations = operations;
        this.streams = streams;
        this.metrics = metrics;
    }

    Accepted accepted() {
        return accepted;
    }

    /** A POST's body is complete. */
    void body(Buffer body) {
        guarded(() -> run(RequestParser.body(body)));
    }

    /** A GET's URL says it all. */
    void query() {
        guarded(() -> run(RequestParser.query(request.uri())));
    }

    /** The body is larger than we take. */
    void tooLarge(HttpProblem problem) {
        Replies.problemAndClose(request, accepted.errorType(), problem, vertx);
    }

    /** The request is not one that we answer. */
    void problem(HttpProblem problem) {
        Replies.problem(request, accepted.errorType(), problem);
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (HttpProblem problem) {
            problem(problem);
        } catch (RuntimeException e) {
            Replies.failed(request, e);
        }
    }

    private void run(OperationRequest parsed) {
        OperationRequest operation = parsed.with(operations.headers().of(request.headers()))
                .on(RequestTerms.of(request, operations.actionHeaders()))
                .at(depth);
        String lastEventId = LastEventIdHeader.of(request);
        if (lastEventId != null) {
            operation = operation.behind(lastEventId);
        }
        Prepared prepared = operations.prepare(operation);
        if (prepared instanceof Prepared.Executable executable) {
            execute(executable);
        } else if (prepared instanceof Prepared.Subscription subscription) {
            subscribe(subscription, operation);
        } else if (prepared instanceof Prepared.Refused refused) {
            refuse(refused.errors(), singleFormat());
        }
    }

    private void execute(Prepared.Executable executable) {
        if (executable.mutation() && !request.method().equals(HttpMethod.POST)) {
            request.response().putHeader(HttpHeaders.ALLOW, "POST");
            problem(new HttpProblem(405, "a mutation needs POST: GET must not change anything"));
            return;
        }
        long begun = System.nanoTime();
        executable.execute().onComplete(response -> {
            metrics.operationTime().record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
            if (response.succeeded()) {
                respond(response.result());
            } else {
                Replies.failed(request, response.cause());
            }
        });
    }

    private void respond(OperationResponse response) {
        StreamFormat format = singleFormat();
        if (format != null) {
            ResponseStreams.single(request, format, response.body());
        } else if (response.refusal() != null) {
            ResultType type = accepted.errorType();
            int status = type.requestErrorStatus(response.refusal().httpStatus());
            Replies.send(request, status, type.contentType(), response.body());
        } else {
            int status = RequestTerms.applied(request, response.applied());
            Replies.send(request, status, accepted.errorType().contentType(), response.body());
        }
    }

    private void subscribe(Prepared.Subscription subscription, OperationRequest operation) {
        StreamFormat format = accepted.stream();
        if (format == null) {
            throw new HttpProblem(
                    406,
                    "a subscription needs a stream: send \"Accept: text/event-stream\", or use graphql-transport-ws");
        }
        StreamFormat errorFormat = format.plainRequestErrors() && accepted.result() != null ? null : format;
        streams.subscribe(request, format, subscription, operation, errors -> refuse(errors, errorFormat));
    }

    /** Reports a request error: nothing ran. */
    private void refuse(Buffer errorArray, @Nullable StreamFormat format) {
        Buffer errors = Replies.errors(errorArray);
        if (format != null) {
            ResponseStreams.single(request, format, errors);
        } else {
            ResultType type = accepted.errorType();
            Replies.send(request, type.requestErrorStatus(), type.contentType(), errors);
        }
    }

    /** The format of a stream of one result; null when a plain response is welcome at least as much. */
    private @Nullable StreamFormat singleFormat() {
        return accepted.result() == null || accepted.streamFirst() ? accepted.stream() : null;
    }
}
