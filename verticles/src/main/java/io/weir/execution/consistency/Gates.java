package io.weir.execution.consistency;

import io.vertx.core.Future;
import io.weir.bus.AwaitToken;
import io.weir.bus.GateReport;
import io.weir.bus.TokenSealed;
import io.weir.config.ActionConfig;
import io.weir.config.ConsistencyConfig;
import io.weir.error.ErrorCode;
import io.weir.source.GateClient;
import io.weir.source.SourceException;
import io.weir.telemetry.LogKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where requests wait for what their consistency tokens stand for, and responses get theirs. Thread-safe. */
public final class Gates {

    private static final Logger LOG = LoggerFactory.getLogger(Gates.class);
    private static final Future<Passage> FREE = Future.succeededFuture(Passage.FREE);

    private final GateClient client;
    private final ConsistencyConfig config;

    /** Asks the gates through {@code client}. */
    public Gates(GateClient client, ConsistencyConfig config) {
        this.client = client;
        this.config = config;
    }

    /**
     * Waits until systems show what a request must see.
     *
     * @return completed when the request may go on; fails with {@link GateClosedException} only
     */
    public Future<Passage> pass(ConsistencyTerms terms) {
        String system = terms.system();
        if (system != null && !config.systems().containsKey(system)) {
            return Future.failedFuture(new GateClosedException(
                    ErrorCode.BAD_USER_INPUT,
                    400,
                    "the configuration has no system of the name that the request says is its own",
                    List.of()));
        }
        List<String> tokens = terms.sealed();
        if (tokens.stream().anyMatch(token -> token.length() > AwaitToken.MOST_LENGTH)) { // no gate need see it
            return Future.failedFuture(new GateClosedException(
                    ErrorCode.INVALID_CONSISTENCY_TOKEN,
                    400,
                    "a consistency token has at most %d characters".formatted(AwaitToken.MOST_LENGTH),
                    List.of()));
        }
        return tokens.isEmpty()
                ? FREE
                : client.awaitTokens(tokens, system, patience(terms.timeout()))
                        .transform(
                                came -> came.succeeded() ? judge(terms, came.result()) : unknown(terms, came.cause()));
    }

    private static Future<Passage> judge(ConsistencyTerms terms, GateReport gate) {
        if (gate.passed() || terms.stale()) {
            return Future.succeededFuture(new Passage(gate, gate.passed()));
        }
        return Future.failedFuture(new GateClosedException(
                ErrorCode.CONSISTENCY_TIMEOUT,
                504,
                "%s not show yet what this request must see"
                        .formatted(Outcomes.subject(Outcomes.behind(gate.outcomes()))),
                gate.outcomes()));
    }

    /** Whoever takes what there is need not know how far the systems are; but a token that is none is always refused. */
    private static Future<Passage> unknown(ConsistencyTerms terms, Throwable cause) {
        boolean invalid = cause instanceof SourceException known && known.code() == ErrorCode.INVALID_CONSISTENCY_TOKEN;
        if (!invalid && terms.stale()) {
            return Future.succeededFuture(new Passage(GateReport.OPEN, false));
        }
        if (cause instanceof SourceException known) {
            return Future.failedFuture(new GateClosedException(
                    known.code(), invalid ? 400 : 503, String.valueOf(known.getMessage()), List.of()));
        }
        LOG.error("a gate failed in an unforeseen way", cause);
        return Future.failedFuture(new GateClosedException(
                ErrorCode.INTERNAL_SERVER_ERROR, 500, "the request could not be held until it may go on", List.of()));
    }

    /** Nobody waits for longer than the configuration says. */
    private @Nullable Duration patience(@Nullable Duration asked) {
        if (asked == null) {
            return null;
        }
        Duration longest = config.timeout(List.copyOf(config.systems().keySet()));
        return asked.compareTo(longest) < 0 ? asked : null;
    }

    /** How long a client waits for the systems that an action affects. */
    public Duration timeout(ActionConfig action, List<String> affects) {
        return action.consistencyTimeout(config, affects);
    }

    /**
     * The token of a response.
     *
     * @param tokens of its request
     * @param log whether a subscription may start from it
     * @return empty when none could be made, which the log tells: what was written is written all the same
     */
    public Future<Optional<String>> seal(List<String> tokens, Outcomes outcomes, boolean log) {
        if (!outcomes.sealable()) {
            return Future.succeededFuture(Optional.empty());
        }
        if (tokens.isEmpty() && outcomes.targets().isEmpty() && !log) {
            return Future.succeededFuture(Optional.of(TokenSealed.NOTHING));
        }
        return client.seal(tokens, outcomes.targets(), log).map(Optional::of).otherwise(failure -> {
            LOG.atWarn().addKeyValue(LogKey.CAUSE, failure.getMessage()).log("a response got no consistency token");
            return Optional.empty();
        });
    }
}
