package io.weir.execution;

import io.weir.bus.ActionReport;
import io.weir.bus.GateReport;
import io.weir.error.ErrorCode;
import io.weir.execution.consistency.GateClosedException;
import io.weir.execution.consistency.Outcomes;
import io.weir.graph.action.ActionDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes that do not show everywhere in, GraphQL errors out. */
final class ConsistencyErrors {

    private static final int GATEWAY_TIMEOUT = 504;
    private static final String HTTP_STATUS = "httpStatusCode";

    private ConsistencyErrors() {}

    /** What a field is whose action was done, and is not shown by all systems that it affects. */
    static Missing notShown(ActionReport report, ActionDefinition definition) {
        GateReport gate = report.gate();
        List<String> behind = gate == null ? definition.affects() : Outcomes.behind(gate.outcomes());
        Map<String, Object> extensions = extensions(ErrorCode.CONSISTENCY_TIMEOUT, GATEWAY_TIMEOUT);
        extensions.put("committed", true);
        extensions.put("actionId", report.id());
        extensions.put("systems", behind);
        return Missing.and(
                null,
                new Reason(
                        "it was done, but %s not show it yet".formatted(Outcomes.subject(behind)),
                        extensions,
                        Map.of(HTTP_STATUS, GATEWAY_TIMEOUT)));
    }

    /** What a stream's field is for an event that not all systems show which it awaits. */
    static Missing unshown(GateReport gate) {
        List<String> behind = Outcomes.behind(gate.outcomes());
        return Missing.and(
                null,
                new Reason(
                        "%s not show this event yet".formatted(Outcomes.subject(behind)),
                        Map.of("code", ErrorCode.CONSISTENCY_TIMEOUT.name(), "systems", behind)));
    }

    /** Why a request was not let in. */
    static Reason closed(GateClosedException why) {
        if (why.httpStatus() < 500) { // as any request error
            return new Reason(reason(why), Map.of("code", why.code().name()));
        }
        Map<String, Object> extensions = extensions(why.code(), why.httpStatus());
        if (why.code() == ErrorCode.CONSISTENCY_TIMEOUT) {
            extensions.put("systems", Outcomes.behind(why.outcomes()));
        }
        return new Reason(reason(why), extensions, Map.of(HTTP_STATUS, why.httpStatus()));
    }

    /** A request that was not let in. */
    static Prepared.Refused refused(Throwable why) {
        return new Prepared.Refused(
                why instanceof GateClosedException closed
                        ? Errors.json(closed(closed))
                        : Errors.json(List.of(ActionErrors.unforeseen(why))));
    }

    private static String reason(GateClosedException why) {
        return String.valueOf(why.getMessage());
    }

    private static Map<String, Object> extensions(ErrorCode code, int httpStatus) {
        Map<String, Object> extensions = new LinkedHashMap<>();
        extensions.put("code", code.name());
        extensions.put(HTTP_STATUS, httpStatus);
        return extensions;
    }
}
