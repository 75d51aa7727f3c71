package io.weir.execution;

import io.weir.subgraph.ForwardedHeaders;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One GraphQL request as a client sent it, whatever the transport.
 *
 * @param query the document's text
 * @param operationName which of its operations, when it has several
 * @param variables raw variables, as {@link io.weir.json.Json} parses them
 * @param extensions the request's extensions
 * @param headers those of the client's request that subgraphs may see ({@link ForwardedHeaders}), names in lower case
 * @param terms what the client asks of its actions
 */
public record OperationRequest(
        String query,
        @Nullable String operationName,
        Map<String, @Nullable Object> variables,
        Map<String, @Nullable Object> extensions,
        Map<String, String> headers,
        ClientTerms terms) {

    /** A request without terms. */
    public OperationRequest(
            String query,
            @Nullable String operationName,
            Map<String, @Nullable Object> variables,
            Map<String, @Nullable Object> extensions,
            Map<String, String> headers) {
        this(query, operationName, variables, extensions, headers, ClientTerms.NONE);
    }

    /** A request that carries no headers. */
    public OperationRequest(
            String query,
            @Nullable String operationName,
            Map<String, @Nullable Object> variables,
            Map<String, @Nullable Object> extensions) {
        this(query, operationName, variables, extensions, Map.of());
    }

    /** The same request with these headers. */
    public OperationRequest with(Map<String, String> carried) {
        return carried.isEmpty() && headers.isEmpty()
                ? this
                : new OperationRequest(query, operationName, variables, extensions, carried, terms);
    }

    /** The same request on these terms. */
    public OperationRequest on(ClientTerms others) {
        return others.equals(terms)
                ? this
                : new OperationRequest(query, operationName, variables, extensions, headers, others);
    }
}
