package io.weir.transport.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.weir.execution.ActionHeaders;
import io.weir.execution.ClientTerms;
import io.weir.execution.IdempotencyKey;
import io.weir.execution.Preference;
import io.weir.execution.consistency.ConsistencyTerms;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the headers of a request ask of its actions and reads, and what those of the answer say of it. */
final class RequestTerms {

    private static final CharSequence IDEMPOTENCY_KEY = HttpHeaders.createOptimized("idempotency-key");
    private static final CharSequence PREFER = HttpHeaders.createOptimized("prefer");
    private static final CharSequence PREFERENCE_APPLIED = HttpHeaders.createOptimized("preference-applied");

    private RequestTerms() {}

    /**
     * Reads a request.
     *
     * @throws HttpProblem with status 400 when {@code Idempotency-Key} cannot be one, or another header cannot be read
     */
    static ClientTerms of(HttpServerRequest request, ActionHeaders actionHeaders) {
        ConsistencyTerms consistency = ConsistencyHeaders.of(request);
        if (actionHeaders.none()) {
            return consistency == ConsistencyTerms.NONE
                    ? ClientTerms.NONE
                    : new ClientTerms(null, null, Map.of(), consistency);
        }
        String key = idempotencyKey(request);
        List<String> prefer = request.headers().getAll(PREFER);
        Preference preference = prefer.isEmpty() ? null : PreferHeader.read(prefer);
        Map<String, String> headers = actionHeaders.of(request.headers());
        boolean none = key == null && preference == null && headers.isEmpty() && consistency == ConsistencyTerms.NONE;
        return none ? ClientTerms.NONE : new ClientTerms(key, preference, headers, consistency);
    }

    /**
     * What the client calls its request, so that repeating it does nothing anew; null when it does not say.
     *
     * @throws HttpProblem with status 400 when {@code Idempotency-Key} cannot be one
     */
    static @Nullable String idempotencyKey(HttpServerRequest request) {
        List<String> values = request.headers().getAll(IDEMPOTENCY_KEY);
        if (values.isEmpty()) {
            return null;
        }
        String key = values.size() == 1 ? IdempotencyKey.ofHeader(values.get(0)) : null;
        if (key == null) {
            throw HttpProblem.badRequest("the header \"Idempotency-Key\" is not usable: " + IdempotencyKey.RULE
                    + ", in double quotes, or without them when it has neither spaces nor commas");
        }
        return key;
    }

    /** Says in the answer what became of the client's preference; the status that goes with it. */
    static int applied(HttpServerRequest request, Preference.@Nullable Applied applied) {
        if (applied == null) {
            return 200;
        }
        HttpServerResponse response = request.response();
        response.putHeader(PREFERENCE_APPLIED, applied.words());
        Origins.exposeActionHeaders(response);
        if (applied.actionId() == null) {
            return 200;
        }
        response.putHeader(HttpHeaders.LOCATION, ActionsEndpoint.PATH + applied.actionId());
        return 202;
    }
}
