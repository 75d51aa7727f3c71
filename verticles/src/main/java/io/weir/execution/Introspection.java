package io.weir.execution;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.schema.GraphQLSchema;
import io.weir.error.ErrorCode;
import io.weir.plan.IntrospectionFetch;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Answers {@code __schema} and {@code __type} by graphql-java, which knows the schema best. */
final class Introspection {

    private final GraphQLSchema schema;

    Introspection(GraphQLSchema schema) {
        this.schema = schema;
    }

    @Nullable
    Object answer(IntrospectionFetch step, Map<String, @Nullable Object> variables) {
        // The document was validated as a part of the client's; on its own it may have unused variables.
        GraphQL graphql = GraphQL.newGraphQL(schema)
                .preparsedDocumentProvider((input, parseAndValidate) ->
                        CompletableFuture.completedFuture(new PreparsedDocumentEntry(step.document())))
                .build();
        ExecutionResult result = graphql.execute(ExecutionInput.newExecutionInput()
                .query("")
                .variables(variables)
                .build());
        if (!result.getErrors().isEmpty()) {
            return Missing.of(result.getErrors().get(0).getMessage(), ErrorCode.INTROSPECTION_REFUSED.name());
        }
        Map<String, Object> data = result.getData();
        return data.get(step.responseKey());
    }
}
