package io.weir.subgraph;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.weir.bus.EventAttributes;
import io.weir.json.Json;
import io.weir.json.MalformedJsonException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One HTTP exchange with a subgraph: the request goes out once. Belongs to one event loop. */
final class Attempt {

    private final SubgraphEndpoint endpoint;
    private final SubgraphRequest asked;
    private final Promise<Outcome> outcome = Promise.promise();
    private final ReplyBody body;
    private @Nullable HttpClientRequest request;

    Attempt(SubgraphEndpoint endpoint, SubgraphRequest asked) {
        this.endpoint = endpoint;
        this.asked = asked;
        this.body = new ReplyBody(endpoint.maxReply());
    }

    /** Never fails. */
    Future<Outcome> run() {
        endpoint.connect().onComplete((stream, failure) -> {
            if (failure != null) {
                SubgraphException unreachable = SubgraphFailure.UNREACHABLE.of(endpoint.name());
                outcome.tryComplete(new Outcome.Failure(unreachable, true, Duration.ZERO));
            } else {
                connected(stream);
            }
        });
        return outcome.future();
    }

    /** The call's time is up. */
    void abort() {
        fail(SubgraphFailure.TIMEOUT.of(endpoint.name()));
    }

    private void connected(HttpClientRequest stream) {
        request = stream;
        if (outcome.future().isComplete()) {
            stream.reset();
            return;
        }
        endpoint.visibleHeaders(asked).forEach(stream::putHeader);
        if (asked.depth() > 0) {
            stream.putHeader(EventAttributes.DEPTH_HEADER, Integer.toString(asked.depth()));
        }
        stream.send(asked.body()).onComplete((response, failure) -> {
            if (failure != null) {
                fail(SubgraphFailure.UNREACHABLE.of(endpoint.name()));
            } else {
                read(response);
            }
        });
    }

    private void read(HttpClientResponse response) {
        response.exceptionHandler(broken -> fail(SubgraphFailure.UNREACHABLE.of(endpoint.name())));
        response.handler(piece -> {
            if (!body.add(piece)) {
                fail(SubgraphFailure.REPLY_TOO_LARGE.of(endpoint.name()));
            }
        });
        response.endHandler(end -> outcome.tryComplete(judge(response)));
    }

    private Outcome judge(HttpClientResponse response) {
        int status = response.statusCode();
        Buffer object = body.object();
        if (status >= 200 && status < 300) {
            return object != null
                    ? new Outcome.Reply(object)
                    : Outcome.Failure.of(SubgraphFailure.MALFORMED_REPLY.of(endpoint.name()));
        }
        return object != null && graphql(object) ? new Outcome.Reply(object) : refused(response, status);
    }

    private Outcome refused(HttpClientResponse response, int status) {
        Duration pause = endpoint.retryAfter(response.getHeader(HttpHeaders.RETRY_AFTER));
        return new Outcome.Failure(SubgraphFailure.HTTP_ERROR.of(endpoint.name(), status), false, pause);
    }

    /** Errors may have any status (GraphQL over HTTP), and so may what proxies say in JSON of their own. */
    private static boolean graphql(Buffer object) {
        try {
            return Json.parse(object) instanceof Map<?, ?> response
                    && (response.containsKey("data") || response.containsKey("errors"));
        } catch (MalformedJsonException malformed) {
            return false;
        }
    }

    private void fail(SubgraphException failure) {
        HttpClientRequest stream = request;
        if (outcome.tryComplete(Outcome.Failure.of(failure)) && stream != null) {
            stream.reset();
        }
    }
}
