package io.weir.action;

import io.vertx.core.buffer.Buffer;
import io.weir.action.handler.HandlerOutcome;
import io.weir.action.ledger.Claim;
import io.weir.bus.ActionFailure;
import io.weir.error.ErrorCode;
import io.weir.graph.action.ActionAnswer;
import io.weir.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Says what follows from an attempt, the same for actions that are stored and for those that are not. Touches nothing.
 *
 * @param policy of the action
 * @param random for pauses
 */
record Judge(Policy policy, RandomGenerator random) {

    /** Leases in a row that ran out before no one takes the action again. */
    static final int POISON = 5;

    private static final Buffer EMPTY = Buffer.buffer("{}");

    /** A further attempt would end the same way. */
    private static final Set<ErrorCode> LASTING = Set.of(ErrorCode.HANDLER_NOT_ALLOWED);

    /**
     * Judges a claim before anything is tried.
     *
     * @param left how much time is left for attempts
     * @return empty when an attempt may begin
     */
    Optional<Verdict> begin(Claim claim, Duration left) {
        int attempts = claim.attempts();
        if (claim.cancelRequested()) {
            return Optional.of(new Verdict.Retry(Duration.ZERO, Failures.canceled(attempts))); // the ledger cancels it
        }
        if (claim.lost() >= POISON) {
            return failed(Failures.poisoned(attempts));
        }
        if (claim.unknownOutcome() && !policy.repeatable()) {
            return failed(Failures.outcomeUnknown(attempts));
        }
        if (attempts >= claim.maxAttempts() || left.isNegative() || left.isZero()) {
            return failed(exhausted(claim));
        }
        return Optional.empty();
    }

    private static ActionFailure exhausted(Claim claim) {
        if (claim.unknownOutcome()) {
            return Failures.outcomeUnknown(claim.attempts());
        }
        return claim.last() != null ? claim.last() : Failures.tooLate(claim.attempts());
    }

    private static Optional<Verdict> failed(ActionFailure failure) {
        return Optional.of(new Verdict.Failed(failure));
    }

    /**
     * Judges what came of an attempt.
     *
     * @param attempt its number, from 1
     * @param most how many there may be
     * @param left how much time is left for attempts
     */
    Verdict end(HandlerOutcome outcome, int attempt, int most, Duration left) {
        if (outcome instanceof HandlerOutcome.Answered answered) {
            return answered(answered, attempt);
        }
        if (outcome instanceof HandlerOutcome.Unusable unusable) {
            return unusable(unusable.httpStatus(), unusable.code(), unusable.message(), attempt);
        }
        if (outcome instanceof HandlerOutcome.Rejected rejected) {
            return rejected(rejected, attempt, most, left);
        }
        return broken((HandlerOutcome.Broken) outcome, attempt, most, left);
    }

    private Verdict answered(HandlerOutcome.Answered answered, int attempt) {
        Object value = answered.value();
        if (value == null) {
            return new Verdict.Done(answered.httpStatus(), EMPTY);
        }
        if (!(value instanceof Map<?, ?> object)) {
            String message = "the handler's response was not usable: it is not a JSON object";
            return unusable(answered.httpStatus(), ErrorCode.HANDLER_MALFORMED_REPLY, message, attempt);
        }
        List<String> reasons = operation() ? reasons(object) : List.of();
        Buffer bytes = Json.write(value);
        if (!reasons.isEmpty()) {
            int status = answered.httpStatus();
            return new Verdict.Failed(new ActionFailure(
                    ErrorCode.ACTION_FAILED.name(), reasons.get(0), status, bytes, reasons, false, attempt, 0));
        }
        return new Verdict.Done(answered.httpStatus(), bytes);
    }

    /** It was done; another attempt would only do it again. */
    private static Verdict unusable(int status, ErrorCode code, String message, int attempt) {
        return new Verdict.Failed(new ActionFailure(code.name(), message, status, null, List.of(), false, attempt, 0));
    }

    private Verdict rejected(HandlerOutcome.Rejected rejected, int attempt, int most, Duration left) {
        boolean again = policy.retries(rejected.httpStatus());
        ActionFailure failure = new ActionFailure(
                ErrorCode.ACTION_FAILED.name(),
                rejected.message(),
                rejected.httpStatus(),
                rejected.upstream(),
                again ? List.of() : reasons(rejected),
                again,
                attempt,
                rejected.retryAfter().toMillis());
        return again ? retry(failure, rejected.retryAfter(), attempt, most, left) : new Verdict.Failed(failure);
    }

    private Verdict broken(HandlerOutcome.Broken broken, int attempt, int most, Duration left) {
        boolean lasting = LASTING.contains(broken.code());
        if (!lasting && broken.sent() && !policy.repeatable()) {
            return new Verdict.Failed(Failures.outcomeUnknown(attempt));
        }
        ActionFailure failure =
                new ActionFailure(broken.code().name(), broken.message(), 0, null, List.of(), !lasting, attempt, 0);
        return lasting ? new Verdict.Failed(failure) : retry(failure, Duration.ZERO, attempt, most, left);
    }

    private Verdict retry(ActionFailure failure, Duration asked, int attempt, int most, Duration left) {
        if (attempt >= most) {
            return new Verdict.Failed(failure);
        }
        Duration own = policy.backOff(attempt, random);
        Duration pause = own.compareTo(asked) < 0 ? asked : own;
        return pause.compareTo(left) < 0 ? new Verdict.Retry(pause, failure) : new Verdict.Failed(failure);
    }

    private boolean operation() {
        return policy.action().answer() instanceof ActionAnswer.Operation;
    }

    /** A client error of an operation is a failure by the rules of its trade, and has at least one reason. */
    private List<String> reasons(HandlerOutcome.Rejected rejected) {
        if (!operation() || rejected.httpStatus() >= 500) {
            return List.of();
        }
        Object body = rejected.upstream() == null ? null : Json.parse(rejected.upstream());
        List<String> listed = body instanceof Map<?, ?> object ? reasons(object) : List.of();
        return listed.isEmpty() ? List.of(rejected.message()) : listed;
    }

    /** The messages of {@code {"failures": [{"message": …}]}}; none when it is something else. */
    private static List<String> reasons(Map<?, ?> body) {
        List<String> messages = new ArrayList<>();
        if (body.get("failures") instanceof List<?> failures) {
            failures.forEach(failure -> messages.add(message(failure)));
        }
        return messages;
    }

    private static String message(@Nullable Object failure) {
        Object message = failure instanceof Map<?, ?> object ? object.get("message") : failure;
        return message == null ? "the handler refused it" : String.valueOf(message);
    }
}
