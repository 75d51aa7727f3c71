package io.weir.execution;

import io.weir.bus.ActionFailure;
import io.weir.bus.ActionReport;
import io.weir.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How an action stands in, the representation of an {@code OperationStateInterface} out. */
final class OperationState {

    private static final String TYPENAME = "__typename";
    private static final String IDENTIFIER = "identifier";
    private static final String CHANGED_ENTITIES = "changedEntities";
    private static final String FAILURES = "failures";
    private static final String MESSAGE = "message";

    /**
     * The type that an operation may complete as.
     *
     * @param name of the type
     * @param fields its own fields, without those of every operation's state
     */
    record Completed(String name, Set<String> fields) {

        /** Copies the set. */
        Completed {
            fields = Set.copyOf(fields);
        }
    }

    private OperationState() {}

    /**
     * The state of an operation.
     *
     * @param completed the custom type of the operation's result, if it has one
     * @throws io.weir.json.MalformedJsonException when the stored result is none
     */
    static Map<String, @Nullable Object> of(ActionReport report, Optional<Completed> completed) {
        return switch (report.state()) {
            case ACCEPTED, RETRY_WAIT, IN_PROGRESS ->
                state(report.attempts() > 0 ? "OperationInProgress" : "OperationAccepted", report.id());
            case COMPLETED -> completed(report, completed);
            case FAILED, CANCELED, EXPIRED -> failed(report.id(), ActionErrors.of(report));
        };
    }

    /** An operation that failed, or was never begun. */
    static Map<String, @Nullable Object> failed(String id, ActionFailure failure) {
        List<String> messages = failure.reasons().isEmpty() ? List.of(failure.message()) : failure.reasons();
        Map<String, @Nullable Object> state = state("OperationFailed", id);
        state.put(
                FAILURES,
                messages.stream().map(message -> report(message, failure)).toList());
        return state;
    }

    private static Map<String, @Nullable Object> report(String message, ActionFailure failure) {
        Map<String, @Nullable Object> report = new LinkedHashMap<>();
        report.put(TYPENAME, failure.transientFailure() ? "TransientErrorReport" : "LogicalErrorReport");
        report.put(MESSAGE, message);
        if (failure.transientFailure()) {
            report.put("httpStatusCode", failure.httpStatus() > 0 ? failure.httpStatus() : null);
            report.put("attempts", failure.attempts());
        }
        return report;
    }

    /** An operation that was done. */
    static Map<String, @Nullable Object> completed(ActionReport report, Optional<Completed> custom) {
        Object result = report.result() == null ? null : Json.parse(report.result());
        if (!(result instanceof Map<?, ?> fields)) {
            return state("OperationCompleted", report.id());
        }
        if (custom.isPresent() && fields.keySet().stream().anyMatch(custom.get().fields()::contains)) {
            return with(state(custom.get().name(), report.id()), fields);
        }
        if (fields.get(CHANGED_ENTITIES) instanceof List<?> changed) {
            Map<String, @Nullable Object> state = state("PersistOperationCompleted", report.id());
            state.put(CHANGED_ENTITIES, changed);
            return state;
        }
        return state("OperationCompleted", report.id());
    }

    /** The handler's fields, which decide neither the type nor the identifier. */
    private static Map<String, @Nullable Object> with(Map<String, @Nullable Object> state, Map<?, ?> fields) {
        fields.forEach((name, value) -> state.putIfAbsent(String.valueOf(name), value));
        return state;
    }

    private static Map<String, @Nullable Object> state(String type, String id) {
        Map<String, @Nullable Object> state = new LinkedHashMap<>();
        state.put(TYPENAME, type);
        state.put(IDENTIFIER, id);
        return state;
    }
}
