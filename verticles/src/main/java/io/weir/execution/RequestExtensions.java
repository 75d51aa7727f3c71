package io.weir.execution;

import io.weir.execution.consistency.ConsistencyTerms;
import io.weir.execution.consistency.ConsistencyWords;
import io.weir.plan.RequestError;
import io.weir.plan.RequestErrors;

/** What a client asks for may stand in the request's extensions, where there are no headers. */
final class RequestExtensions {

    private RequestExtensions() {}

    /**
     * The same request on the terms that its extensions add to those of its headers, which count first.
     *
     * @throws RequestErrors when an extension cannot be read
     */
    static OperationRequest terms(OperationRequest request, boolean mutation) throws RequestErrors {
        if (request.extensions().isEmpty()) {
            return request;
        }
        OperationRequest seeing = seeing(request);
        return mutation ? keyed(seeing) : seeing;
    }

    private static OperationRequest seeing(OperationRequest request) throws RequestErrors {
        Object extension = request.extensions().get(ConsistencyWords.EXTENSION);
        if (extension == null) {
            return request;
        }
        ClientTerms terms = request.terms();
        try {
            ConsistencyTerms both = terms.consistency().or(ConsistencyWords.ofExtension(extension));
            return request.on(terms.seeing(both));
        } catch (IllegalArgumentException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    private static OperationRequest keyed(OperationRequest request) throws RequestErrors {
        Object extension = request.extensions().get(IdempotencyKey.EXTENSION);
        ClientTerms terms = request.terms();
        if (extension == null || terms.idempotencyKey() != null) {
            return request;
        }
        String key = IdempotencyKey.of(extension);
        if (key == null) {
            throw refused("extensions.%s: %s".formatted(IdempotencyKey.EXTENSION, IdempotencyKey.RULE));
        }
        return request.on(terms.keyed(key));
    }

    private static RequestErrors refused(String message) {
        return new RequestErrors(RequestError.of(message, RequestError.BAD_USER_INPUT));
    }
}
