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
 * @param lastEventId the id of the last event that the client saw, as its header says; null when it says nothing: then
 *     the extension {@code lastEventId} counts, and then the field's own argument
 * @param depth of causation: how many events of ours led to this request, one by the other. A client's has 0 unless it says
 *     that an event of ours made it ask (header {@code Weir-Depth}). The events of what it changes have the same depth, and a
 *     delivery of an event asks with one more than the event's: so each event counts those that led to it
 */
public record OperationRequest(
        String query,
        @Nullable String operationName,
        Map<String, @Nullable Object> variables,
        Map<String, @Nullable Object> extensions,
        Map<String, String> headers,
        ClientTerms terms,
        @Nullable String lastEventId,
        int depth) {

    /** A request without terms, from no event on. */
    public OperationRequest(
            String query,
            @Nullable String operationName,
            Map<String, @Nullable Object> variables,
            Map<String, @Nullable Object> extensions,
            Map<String, String> headers) {
        this(query, operationName, variables, extensions, headers, ClientTerms.NONE, null, 0);
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
                : new OperationRequest(query, operationName, variables, extensions, carried, terms, lastEventId, depth);
    }

    /** The same request for another operation. */
    OperationRequest rewritten(
            String otherQuery, @Nullable String otherName, Map<String, @Nullable Object> otherVariables) {
        return new OperationRequest(
                otherQuery, otherName, otherVariables, extensions, headers, terms, lastEventId, depth);
    }

    /** The same request on these terms. */
    public OperationRequest on(ClientTerms others) {
        return others.equals(terms)
                ? this
                : new OperationRequest(
                        query, operationName, variables, extensions, headers, others, lastEventId, depth);
    }

    /** The same request, going on behind this event; null when the client saw none. */
    public OperationRequest behind(@Nullable String eventId) {
        return new OperationRequest(query, operationName, variables, extensions, headers, terms, eventId, depth);
    }

    /** The same request, to which so many events led. */
    public OperationRequest at(int causes) {
        return causes == depth
                ? this
                : new OperationRequest(
                        query, operationName, variables, extensions, headers, terms, lastEventId, causes);
    }
}
