package io.weir.transport.fanout;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.weir.bus.BusFailure;
import io.weir.error.ErrorCode;
import io.weir.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why a join did not succeed, as clients read it: JSON arrays of GraphQL errors. */
final class JoinErrors {

    /** What goes by when one waits. */
    private static final Set<String> PASSING = Set.of(
            ErrorCode.PROVIDER_UNAVAILABLE.name(),
            ErrorCode.STORE_UNAVAILABLE.name(),
            ErrorCode.NODES_INCOMPATIBLE.name());

    private static final String EXTENSIONS = "extensions";

    private JoinErrors() {}

    /** No answer came, or one that is none. */
    static Buffer of(Throwable failure) {
        if (BusFailure.isIncompatible(failure)) {
            return error(
                    "the nodes that serve subscriptions are of another version; try again",
                    ErrorCode.NODES_INCOMPATIBLE);
        }
        if (failure instanceof ReplyException nobody && nobody.failureType() == ReplyFailure.NO_HANDLERS) {
            return error("no node serves this subscription now; try again", ErrorCode.PROVIDER_UNAVAILABLE);
        }
        if (failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE) {
            return error(String.valueOf(reply.getMessage()), codeOf(BusFailure.ofCode(reply.failureCode())));
        }
        return error("the subscription did not start in time; try again", ErrorCode.PROVIDER_UNAVAILABLE);
    }

    /** The stream's group could not go on. */
    static Buffer behind() {
        return error("the stream fell behind its topic; subscribe again", ErrorCode.PROVIDER_UNAVAILABLE);
    }

    /** A whole response: the node that brought the stream's events is gone, and another brings them from now on. */
    static Buffer interrupted() {
        return Buffer.buffer("{\"data\":null,\"errors\":")
                .appendBuffer(error(
                        "the node that brought this stream's events is gone; events may be missing here",
                        ErrorCode.PROVIDER_UNAVAILABLE))
                .appendString("}");
    }

    /** Whether a refusal may be none a little later. */
    static boolean passing(Buffer errors) {
        return parsed(errors).stream()
                .anyMatch(error ->
                        PASSING.contains(String.valueOf(extensions(error).get("code"))));
    }

    /** The same errors, with what the client gives back to go on. */
    static Buffer withEventId(Buffer errors, String eventId) {
        List<Map<String, @Nullable Object>> told = new ArrayList<>();
        for (Map<String, @Nullable Object> error : parsed(errors)) {
            Map<String, @Nullable Object> extensions = new LinkedHashMap<>(extensions(error));
            extensions.put("eventId", eventId);
            told.add(with(error, EXTENSIONS, extensions));
        }
        return Json.write(told);
    }

    /** A whole response: these errors are of this root field of several. */
    static Buffer ofRoot(Buffer errors, String responseKey) {
        List<Map<String, @Nullable Object>> told = new ArrayList<>();
        for (Map<String, @Nullable Object> error : parsed(errors)) {
            told.add(error.containsKey("path") ? error : with(error, "path", List.of(responseKey)));
        }
        return Buffer.buffer("{\"data\":null,\"errors\":")
                .appendBuffer(Json.write(told))
                .appendString("}");
    }

    private static ErrorCode codeOf(BusFailure failure) {
        return failure == BusFailure.STORE_UNAVAILABLE ? ErrorCode.STORE_UNAVAILABLE : ErrorCode.PROVIDER_UNAVAILABLE;
    }

    private static Buffer error(String message, ErrorCode code) {
        Map<String, @Nullable Object> error = new LinkedHashMap<>();
        error.put("message", message);
        error.put(EXTENSIONS, Map.of("code", code.name()));
        return Json.write(List.of(error));
    }

    private static Map<String, @Nullable Object> with(
            Map<String, @Nullable Object> error, String member, Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(error);
        more.put(member, value);
        return more;
    }

    private static Map<String, @Nullable Object> extensions(Map<String, @Nullable Object> error) {
        return error.get(EXTENSIONS) instanceof Map<?, ?> extensions ? object(extensions) : Map.of();
    }

    private static List<Map<String, @Nullable Object>> parsed(Buffer errors) {
        List<Map<String, @Nullable Object>> parsed = new ArrayList<>();
        if (Json.parse(errors) instanceof List<?> list) {
            for (Object error : list) {
                parsed.add(error instanceof Map<?, ?> map ? object(map) : Map.of());
            }
        }
        return parsed;
    }

    @SuppressWarnings("unchecked") // Json's objects have string keys
    private static Map<String, @Nullable Object> object(Map<?, ?> map) {
        return (Map<String, @Nullable Object>) map;
    }
}
