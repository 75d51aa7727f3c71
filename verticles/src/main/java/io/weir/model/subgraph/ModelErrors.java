package io.weir.model.subgraph;

import graphql.ErrorType;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import io.weir.error.ErrorCode;
import io.weir.model.ModelException;
import io.weir.store.StoreException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Failures in, the errors that clients read out: each with a code, and none with more than its client may know. */
final class ModelErrors implements DataFetcherExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ModelErrors.class);
    private static final String CODE = "code";

    @Override
    public CompletableFuture<DataFetcherExceptionHandlerResult> handleException(
            DataFetcherExceptionHandlerParameters failed) {
        Throwable failure = failed.getException();
        Told told = told(
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure);
        GraphQLError error = GraphqlErrorBuilder.newError(failed.getDataFetchingEnvironment())
                .message("%s", told.message())
                .extensions(told.extensions())
                .build();
        return CompletableFuture.completedFuture(
                DataFetcherExceptionHandlerResult.newResult(error).build());
    }

    private record Told(String message, Map<String, Object> extensions) {

        Told(String message, ErrorCode code) {
            this(message, Map.of(CODE, code.name()));
        }
    }

    private static Told told(Throwable failure) {
        if (failure instanceof ModelException refused) {
            Map<String, Object> extensions = new LinkedHashMap<>(refused.details());
            extensions.put(CODE, refused.code().name());
            return new Told(String.valueOf(refused.getMessage()), extensions);
        }
        if (failure instanceof StoreException) {
            return new Told("the store of the models is not available", ErrorCode.MODELS_UNAVAILABLE);
        }
        LOG.error("a request of models failed in an unforeseen way", failure);
        return new Told("the request of models failed", ErrorCode.INTERNAL_SERVER_ERROR);
    }

    /** An error as the response has it. What graphql-java refuses is the client's input; the rest is a fault of ours. */
    static Map<String, Object> specification(GraphQLError error) {
        Map<String, Object> told = new LinkedHashMap<>(error.toSpecification());
        if (error.getExtensions() != null && error.getExtensions().containsKey(CODE)) {
            told.put("extensions", error.getExtensions()); // without graphql-java's own word for it
        } else {
            boolean input = error.getErrorType() == ErrorType.ValidationError
                    || error.getErrorType() == ErrorType.InvalidSyntax;
            ErrorCode code = input ? ErrorCode.BAD_USER_INPUT : ErrorCode.INTERNAL_SERVER_ERROR;
            told.put("extensions", Map.of(CODE, code.name()));
        }
        return told;
    }

    /** The code of an error of {@link #specification}. */
    static String code(Map<String, Object> error) {
        return error.get("extensions") instanceof Map<?, ?> extensions ? String.valueOf(extensions.get(CODE)) : "";
    }
}
