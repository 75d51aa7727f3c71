package io.weir.operator;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphqlErrorBuilder;
import graphql.analysis.MaxQueryComplexityInstrumentation;
import graphql.analysis.MaxQueryDepthInstrumentation;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import graphql.execution.instrumentation.ChainedInstrumentation;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLScalarType;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.weir.bus.ChangeDeliveries.Change;
import io.weir.cluster.Peers;
import io.weir.error.ErrorCode;
import io.weir.graph.model.Models;
import io.weir.graph.sdl.JsonScalar;
import io.weir.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The graph of operators: how deliveries and their subscriptions stand, and what happened to rows. One for each node; who
 * may ask is the endpoint's business. Thread-safe.
 */
public final class OperatorGraph {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorGraph.class);
    /** Introspection is as deep as that. */
    private static final int MAX_DEPTH = 15;

    private static final int MAX_COMPLEXITY = 1000;

    private final GraphQL graphql;

    /**
     * Asks over the bus.
     *
     * @param peers who may be asked
     * @param models those that are served now
     */
    public OperatorGraph(EventBus bus, Peers peers, Supplier<Models> models) {
        Questions questions = new Questions(new Roles(bus, peers), models);
        RuntimeWiring wiring = RuntimeWiring.newRuntimeWiring()
                .scalar(scalar("JSON"))
                .scalar(scalar("DateTime"))
                .type(
                        "Query",
                        query -> query.dataFetcher("subscriptions", later(questions::subscriptions))
                                .dataFetcher("deliveries", later(questions::deliveries))
                                .dataFetcher("deadLetters", later(questions::deadLetters))
                                .dataFetcher("history", later(questions::history)))
                .type(
                        "Mutation",
                        mutation -> mutation.dataFetcher(
                                        "redeliver", later(asked -> questions.change(asked, Change.REDELIVER)))
                                .dataFetcher("discardDelivery", later(asked -> questions.change(asked, Change.DISCARD)))
                                .dataFetcher("enableSubscription", later(asked -> questions.enable(asked, true)))
                                .dataFetcher("disableSubscription", later(asked -> questions.enable(asked, false))))
                .build();
        this.graphql = GraphQL.newGraphQL(
                        new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(sdl()), wiring))
                .defaultDataFetcherExceptionHandler(OperatorGraph::failed)
                .instrumentation(new ChainedInstrumentation(List.of(
                        new MaxQueryDepthInstrumentation(MAX_DEPTH),
                        new MaxQueryComplexityInstrumentation(MAX_COMPLEXITY))))
                .build();
    }

    /**
     * Runs one operation.
     *
     * @return {@code {"data": …, "errors": …}} as UTF-8 bytes; never fails for what is asked
     */
    public Future<Buffer> execute(
            String query, @Nullable String operationName, Map<String, @Nullable Object> variables) {
        ExecutionInput input = ExecutionInput.newExecutionInput(query)
                .operationName(operationName)
                .variables(variables)
                .build();
        return Future.fromCompletionStage(graphql.executeAsync(input))
                .map(ExecutionResult::toSpecification)
                .map(Json::write);
    }

    private static DataFetcher<CompletableFuture<?>> later(Function<DataFetchingEnvironment, Future<?>> question) {
        return asked -> question.apply(asked).toCompletionStage().toCompletableFuture();
    }

    private static CompletableFuture<DataFetcherExceptionHandlerResult> failed(
            DataFetcherExceptionHandlerParameters what) {
        Throwable failure = what.getException() instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : what.getException();
        if (!(failure instanceof OperatorException)) {
            LOG.error("a question of an operator failed in an unforeseen way", failure);
        }
        ErrorCode code = failure instanceof OperatorException said ? said.code() : ErrorCode.INTERNAL_SERVER_ERROR;
        String message = failure instanceof OperatorException ? failure.getMessage() : "it failed; the log says why";
        return CompletableFuture.completedFuture(DataFetcherExceptionHandlerResult.newResult(
                        GraphqlErrorBuilder.newError(what.getDataFetchingEnvironment())
                                .message("%s", message)
                                .extensions(Map.of("code", code.name()))
                                .build())
                .build());
    }

    private static GraphQLScalarType scalar(String name) {
        return GraphQLScalarType.newScalar()
                .name(name)
                .coercing(new JsonScalar())
                .build();
    }

    private static String sdl() {
        try (InputStream in = OperatorGraph.class.getResourceAsStream("operator.graphql")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
