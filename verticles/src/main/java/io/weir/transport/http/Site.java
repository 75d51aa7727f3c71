package io.weir.transport.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.weir.config.HttpConfig;
import io.weir.execution.Operations;
import io.weir.source.GateClient;
import io.weir.source.TopicClient;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything of the public endpoint beside {@code /graphql}. Belongs to one event loop. */
final class Site {

    private final EventsEndpoint events;
    private final AcksEndpoint acks;
    private final ActionsEndpoint actions;
    private final @Nullable GraphiQl graphiql;

    Site(
            Vertx vertx,
            HttpConfig http,
            Operations operations,
            TopicClient topics,
            Set<String> providers,
            GateClient gates,
            Origins origins) {
        Intake intake = new Intake(vertx, http, origins);
        this.events = new EventsEndpoint(intake, topics, providers);
        this.acks = new AcksEndpoint(intake, gates);
        this.actions = new ActionsEndpoint(operations, origins);
        this.graphiql = http.graphiql() ? new GraphiQl(vertx) : null;
    }

    /**
     * Answers a request.
     *
     * @throws HttpProblem when nothing is served at {@code path}
     */
    void handle(HttpServerRequest request, String path) {
        if (path.startsWith(EventsEndpoint.PATH)) {
            events.handle(request);
        } else if (path.equals(AcksEndpoint.PATH)) {
            acks.handle(request);
        } else if (path.startsWith(ActionsEndpoint.PATH)) {
            actions.handle(request);
        } else if (graphiql != null && GraphiQl.serves(path)) {
            graphiql.handle(request);
        } else if (graphiql != null && (path.equals("/") || path.equals(GraphiQl.PATH + "/"))) {
            redirect(request, GraphiQl.PATH);
        } else {
            throw new HttpProblem(404, "nothing is served at this path: GraphQL is at /graphql");
        }
    }

    private static void redirect(HttpServerRequest request, String path) {
        request.response()
                .setStatusCode(302)
                .putHeader(HttpHeaders.LOCATION, path)
                .end();
    }
}
