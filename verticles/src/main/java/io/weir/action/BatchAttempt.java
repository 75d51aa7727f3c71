package io.weir.action;

import io.vertx.core.buffer.Buffer;
import io.weir.action.handler.BatchCall;
import io.weir.action.handler.HandlerOutcome;
import io.weir.action.handler.Handlers;
import io.weir.config.ActionConfig;
import io.weir.error.ErrorCode;
import io.weir.json.Json;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at several commands: one call, and an outcome for each. A command without one is sent alone; a batch that
 * is refused as a whole is split in halves until those are found that are at fault.
 *
 * @param config of the action
 * @param onCalled told how each call ended
 */
record BatchAttempt(Handlers handlers, ActionIds ids, ActionConfig config, Consumer<HandlerOutcome> onCalled) {

    private static final int OK = 200;
    private static final int UNPROCESSABLE = 422;
    private static final int SERVER_ERROR = 500;

    void send(List<Batches.Member> members) {
        Command first = members.get(0).attempt().command();
        BatchCall call = new BatchCall(
                first.action(),
                ids.next().toString(),
                members.stream()
                        .mapToInt(member -> member.attempt().number())
                        .max()
                        .orElse(1),
                members.stream().map(BatchAttempt::command).toList(),
                first.headers(),
                members.stream()
                        .map(member -> member.attempt().timeout())
                        .min(Duration::compareTo)
                        .orElse(Duration.ZERO));
        Calls.guarded(() -> handlers.call(call)).onComplete((outcome, fault) -> {
            if (fault != null) {
                members.forEach(member -> member.outcome().tryFail(fault));
            } else {
                end(members, outcome);
            }
        });
    }

    private static BatchCall.Command command(Batches.Member member) {
        Command command = member.attempt().command();
        return new BatchCall.Command(command.id(), command.arguments());
    }

    private void end(List<Batches.Member> members, HandlerOutcome outcome) {
        onCalled.accept(outcome);
        if (outcome instanceof HandlerOutcome.Answered answered) {
            apart(members, answered);
        } else if (members.size() > 1 && atFault(outcome)) {
            int half = members.size() / 2;
            send(members.subList(0, half));
            send(members.subList(half, members.size()));
        } else {
            members.forEach(member -> member.outcome().tryComplete(outcome));
        }
    }

    /** Whether a command among them must be to blame: the handler is well, and says no. */
    private boolean atFault(HandlerOutcome outcome) {
        return outcome instanceof HandlerOutcome.Rejected rejected
                && !Policy.retries(rejected.httpStatus(), config)
                && rejected.httpStatus() <= SERVER_ERROR;
    }

    private void apart(List<Batches.Member> members, HandlerOutcome.Answered answered) {
        Map<String, Map<?, ?>> outcomes = outcomes(answered.value());
        for (Batches.Member member : members) {
            Map<?, ?> own = outcomes.get(member.attempt().command().id());
            if (own != null) {
                member.outcome().tryComplete(outcome(answered.httpStatus(), own));
            } else if (members.size() > 1) {
                send(List.of(member));
            } else {
                member.outcome().tryComplete(missing());
            }
        }
    }

    private static HandlerOutcome missing() {
        return new HandlerOutcome.Unusable(
                OK, ErrorCode.HANDLER_MALFORMED_REPLY, "the handler's response has no outcome for this command");
    }

    private static HandlerOutcome outcome(int status, Map<?, ?> own) {
        if (!(own.get("failures") instanceof List<?> failures) || failures.isEmpty()) {
            return new HandlerOutcome.Answered(status, own.get("result"));
        }
        Buffer said = Json.write(Map.of("failures", failures));
        String message = failures.stream().map(BatchAttempt::message).collect(Collectors.joining("; "));
        return new HandlerOutcome.Rejected(UNPROCESSABLE, message, said, Duration.ZERO);
    }

    private static String message(@Nullable Object failure) {
        Object message = failure instanceof Map<?, ?> object ? object.get("message") : failure;
        return message == null ? "the handler refused it" : String.valueOf(message);
    }

    /** By the command's identifier. */
    private static Map<String, Map<?, ?>> outcomes(@Nullable Object body) {
        Map<String, Map<?, ?>> outcomes = new HashMap<>();
        if (body instanceof Map<?, ?> object && object.get("outcomes") instanceof List<?> list) {
            for (Object each : list) {
                if (each instanceof Map<?, ?> outcome && outcome.get("identifier") instanceof String identifier) {
                    outcomes.put(identifier, outcome);
                }
            }
        }
        return outcomes;
    }
}
