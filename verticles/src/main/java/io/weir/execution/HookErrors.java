package io.weir.execution;

import io.vertx.core.buffer.Buffer;
import io.weir.error.ErrorCode;
import io.weir.execution.hook.BeforeAnswer;
import io.weir.source.HookException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What hooks say and fail to say in, GraphQL errors out. */
final class HookErrors {

    private static final int FORBIDDEN = 403;
    private static final int BAD_GATEWAY = 502;

    private HookErrors() {}

    /** A hook refused: nothing was run. */
    static OperationResponse refused(String field, BeforeAnswer.Refused refusal) {
        Map<String, Object> extensions = extensions(ErrorCode.MUTATION_REFUSED, "field", field);
        if (refusal.code() != null) {
            extensions.put("refusal", refusal.code());
        }
        return response(new Reason(refusal.words(), extensions), FORBIDDEN);
    }

    /** A hook before a field gave no answer that counts: nothing was run. */
    static OperationResponse before(String field, Throwable failure) {
        Map<String, Object> extensions = extensions(ErrorCode.HOOK_FAILED, "field", field);
        return response(new Reason("the hook before %s %s".formatted(field, words(failure)), extensions), BAD_GATEWAY);
    }

    /** A hook after a field was not told: what was done stays done. */
    static Reason after(String field, Throwable failure) {
        Map<String, Object> extensions = extensions(ErrorCode.HOOK_FAILED, "committed", true);
        return new Reason("%s was done, but the hook after it %s".formatted(field, words(failure)), extensions);
    }

    private static Map<String, Object> extensions(ErrorCode code, String name, Object value) {
        Map<String, Object> extensions = new LinkedHashMap<>();
        extensions.put("code", code.name());
        extensions.put(name, value);
        return extensions;
    }

    private static String words(Throwable failure) {
        return failure instanceof HookException ? String.valueOf(failure.getMessage()) : "failed";
    }

    private static OperationResponse response(Reason reason, int httpStatus) {
        Buffer errors = Errors.json(reason);
        Buffer body = Buffer.buffer("{\"errors\":").appendBuffer(errors).appendString("}");
        return new OperationResponse(body, true, null, new OperationResponse.Refusal(errors, httpStatus));
    }
}
