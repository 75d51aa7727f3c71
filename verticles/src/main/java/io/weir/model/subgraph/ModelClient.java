package io.weir.model.subgraph;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.parser.ParserOptions;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.weir.error.ErrorCode;
import io.weir.graph.model.Models;
import io.weir.json.Json;
import io.weir.model.Writes;
import io.weir.model.read.Reads;
import io.weir.store.Store;
import io.weir.subgraph.SubgraphClient;
import io.weir.subgraph.SubgraphRequest;
import io.weir.telemetry.SubgraphMeters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The subgraph {@link Models#SUBGRAPH}: executes what our own planner asks of it, in this process. Always answers with a
 * GraphQL response, whatever fails. Thread-safe; a request runs on its caller's context.
 */
public final class ModelClient implements SubgraphClient {

    private static final Logger LOG = LoggerFactory.getLogger(ModelClient.class);

    private final Vertx vertx;
    private final Reads reads;
    private final GraphQL graphql;
    private final SubgraphMeters meters;

    /** Answers for models that there are, from the store's tables of them. */
    public ModelClient(Vertx vertx, Store store, Models models, Writes writes, SubgraphMeters meters) {
        this.vertx = vertx;
        this.reads = new Reads(models, store);
        this.graphql = GraphQL.newGraphQL(
                        ModelWiring.wire(models, models.schema().orElseThrow(), reads, writes))
                .preparsedDocumentProvider(new Documents())
                .defaultDataFetcherExceptionHandler(new ModelErrors())
                .build();
        this.meters = meters;
    }

    @Override
    public Future<Buffer> send(SubgraphRequest request) {
        long began = System.nanoTime();
        meters.inFlight().increment();
        Context context = vertx.getOrCreateContext();
        Promise<Buffer> answer = Promise.promise();
        if (context == Vertx.currentContext()) {
            answer(request, context, answer);
        } else {
            context.runOnContext(turn -> answer(request, context, answer));
        }
        return answer.future().onComplete(done -> {
            meters.inFlight().decrement();
            meters.called(System.nanoTime() - began);
        });
    }

    private void answer(SubgraphRequest request, Context context, Promise<Buffer> answer) {
        try {
            graphql.executeAsync(input(request, new ModelRequest(reads, context, request.depth(), request.key())))
                    .whenComplete((result, fault) -> answer.complete(fault == null ? response(result) : failed(fault)));
        } catch (RuntimeException fault) {
            answer.complete(failed(fault));
        }
    }

    @SuppressWarnings("unchecked") // our own request
    private static ExecutionInput input(SubgraphRequest request, ModelRequest shared) {
        Map<String, @Nullable Object> body =
                (Map<String, @Nullable Object>) Objects.requireNonNull(Json.parse(request.body()));
        Map<String, Object> variables =
                body.get("variables") instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
        return ExecutionInput.newExecutionInput()
                .query(String.valueOf(body.get("query")))
                .variables(variables)
                .graphQLContext(context -> shared.in(context.put(ParserOptions.class, Documents.OPTIONS)))
                .build();
    }

    private Buffer response(ExecutionResult result) {
        Map<String, @Nullable Object> response = new LinkedHashMap<>();
        if (!result.getErrors().isEmpty()) {
            List<Map<String, Object>> errors =
                    result.getErrors().stream().map(ModelErrors::specification).toList();
            errors.forEach(error -> meters.failed(ModelErrors.code(error)));
            response.put("errors", errors);
        }
        if (result.isDataPresent()) {
            response.put("data", result.getData());
        }
        return Json.write(response);
    }

    private Buffer failed(Throwable fault) {
        LOG.error("a request of models could not be executed", fault);
        String code = ErrorCode.INTERNAL_SERVER_ERROR.name();
        meters.failed(code);
        return Json.write(Map.of(
                "errors",
                List.of(Map.of("message", "the request of models failed", "extensions", Map.of("code", code)))));
    }
}
