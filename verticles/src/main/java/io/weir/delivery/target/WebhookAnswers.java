package io.weir.delivery.target;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.weir.delivery.target.Verdict.Again;
import io.weir.delivery.target.Verdict.Done;
import io.weir.delivery.target.Verdict.Gone;
import io.weir.delivery.target.Verdict.Reason;
import io.weir.flow.RetryAfter;
import io.weir.graph.delivery.DeliveryDefinition;
import io.weir.json.Json;
import io.weir.json.MalformedJsonException;
import io.weir.outbound.Exchange.Answer;
import io.weir.outbound.IncompleteException;
import io.weir.outbound.NotConnectedException;
import io.weir.template.Template.Scope;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a webhook's target answered in, what that means for the delivery out, as Standard Webhooks say. */
final class WebhookAnswers {

    private static final int SHOWN = 1024;

    private final boolean needed;
    private final Clock clock;

    /** For one delivery, whose next step may need the answer. */
    WebhookAnswers(DeliveryDefinition delivery, Clock clock) {
        this.needed =
                delivery.then().map(mutation -> mutation.names(Scope.RESPONSE)).orElse(false);
        this.clock = clock;
    }

    Verdict judge(Answer answer) {
        if (answer.success()) {
            return done(answer.body());
        }
        Duration pause = RetryAfter.read(answer.headers().get(HttpHeaders.RETRY_AFTER), clock);
        return refused(answer.status(), shown(answer.body()), pause);
    }

    /** There is no complete answer. A status that was read counts, whatever should have followed. */
    Verdict incomplete(Throwable cause) {
        if (cause instanceof NotConnectedException unsent) {
            String message = "nothing was sent: " + unsent.getMessage();
            return unsent.forbidden() ? Why.NOT_ALLOWED.never(message) : Why.UNREACHABLE.again(message);
        }
        if (!(cause instanceof IncompleteException incomplete)) {
            return Why.INTERNAL.again("the call failed");
        }
        Integer status = incomplete.status();
        if (status != null && !success(status)) {
            return refused(status, null, Duration.ZERO);
        }
        if (status != null && !needed) {
            return new Done(null);
        }
        String message = String.valueOf(incomplete.getMessage());
        return switch (incomplete.what()) {
            case LATE -> Why.TIMEOUT.again(message);
            case BROKEN -> Why.UNREACHABLE.again(message);
            case TOO_LARGE, PACKED -> Why.MALFORMED_RESPONSE.never(message);
        };
    }

    private Verdict done(Buffer body) {
        Object value = json(body);
        if (needed && !(value instanceof Map<?, ?>)) {
            return Why.MALFORMED_RESPONSE.never(
                    "the target did it, but its answer is no JSON object, which `then` needs");
        }
        return new Done(value == null ? null : body);
    }

    private static Verdict refused(int status, @Nullable String answer, Duration pause) {
        String message = status / 100 == 3
                ? "the target answered %d, a redirect, which is not followed".formatted(status)
                : "the target answered %s".formatted(HttpResponseStatus.valueOf(status));
        Reason reason = new Reason(Why.HTTP_STATUS.name(), message, status, answer);
        if (status == HttpResponseStatus.GONE.code()) {
            return new Gone(reason);
        }
        return new Again(reason, pause.isZero() ? null : pause);
    }

    private static boolean success(int status) {
        return status / 100 == 2;
    }

    private static @Nullable Object json(Buffer body) {
        try {
            return body.length() == 0 ? null : Json.parse(body);
        } catch (MalformedJsonException e) {
            return null;
        }
    }

    /** Its beginning, on one line; bytes that are no text are replaced. */
    private static @Nullable String shown(Buffer body) {
        if (body.length() == 0) {
            return null;
        }
        byte[] first = body.getBytes(0, Math.min(body.length(), SHOWN));
        return new String(first, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}+", " ");
    }
}
