package io.weir.gate.token;

import io.vertx.core.Future;
import io.weir.bus.AwaitToken;
import io.weir.bus.EventCursor;
import io.weir.bus.SystemTarget;
import io.weir.bus.TokenSealed;
import io.weir.config.TokensConfig;
import io.weir.flow.Timing;
import io.weir.gate.ledger.KeyLedger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that are sealed with keys of the store. A token expires by the clocks of the nodes, which need not agree: one
 * whose clock is ahead of the sealing node's takes it for so much older, one behind for so much younger.
 *
 * <p>A token is short enough for a header. Nothing is ever left out to make it so: one that does not fit is refused, and
 * the caller is told.
 */
public final class SealedTokens implements Tokens {

    private static final String NOT_OURS =
            "the consistency token was not made here, or has expired, or was changed on its way: read without it";

    private final KeyRing keys;
    private final Duration lifetime;
    private final Timing timing;
    private final SecureRandom random;

    /**
     * Seals with the keys of a store.
     *
     * @param timing of the event loop; tokens expire by its milliseconds
     */
    public SealedTokens(Timing timing, KeyLedger ledger, TokensConfig config, SecureRandom random) {
        this.keys = new KeyRing(timing, ledger, config, random);
        this.lifetime = config.lifetime();
        this.timing = timing;
        this.random = random;
    }

    @Override
    public Future<Opened> open(List<String> texts) {
        if (texts.size() > AwaitToken.MOST) {
            return refused(
                    ("the request has %d consistency tokens, and may have %d: send the last, which stands for those"
                                    + " before it")
                            .formatted(texts.size(), AwaitToken.MOST));
        }
        Future<Token> all = Future.succeededFuture(Token.EMPTY);
        for (String text : texts) {
            all = all.compose(before -> open(text).map(before::and));
        }
        return all.map(token -> new Opened(token.targets(), token.log()));
    }

    @Override
    public Future<String> seal(List<SystemTarget> targets, @Nullable EventCursor log) {
        if (targets.isEmpty() && log == null) {
            return Future.succeededFuture(TokenSealed.NOTHING);
        }
        Token token = new Token(targets, log, now().plus(lifetime));
        return keys.newest().compose(key -> {
            String text = Sealed.of(key.id(), key.secret(), random, TokenFormat.write(token))
                    .text();
            return text.length() > AwaitToken.MOST_LENGTH
                    ? tooMuch(token.targets().size())
                    : Future.succeededFuture(text);
        });
    }

    private Future<Token> open(String text) {
        if (text.equals(TokenSealed.NOTHING)) {
            return Future.succeededFuture(Token.EMPTY);
        }
        if (text.length() > AwaitToken.MOST_LENGTH) {
            return refused("a consistency token has %d characters at most".formatted(AwaitToken.MOST_LENGTH));
        }
        return Sealed.parse(text)
                .map(parsed -> keys.find(parsed.key()).compose(key -> open(parsed, key)))
                .orElseGet(() -> refused("this is no consistency token: send one as it came, whole and unchanged"));
    }

    /** Whether it is the key that is not there, or the content that does not fit it, is nobody's business. */
    private Future<Token> open(Sealed parsed, Optional<SecretKey> key) {
        return key.flatMap(parsed::open).map(this::unexpired).orElseGet(() -> refused(NOT_OURS));
    }

    private Future<Token> unexpired(byte[] content) {
        Token token;
        try {
            token = TokenFormat.read(content);
        } catch (IllegalArgumentException e) {
            return refused("the consistency token was made by another version of Weir: read without it");
        }
        return now().isAfter(token.expiry())
                ? refused("the consistency token has expired: tokens are good for %d seconds, read without it"
                        .formatted(lifetime.toSeconds()))
                : Future.succeededFuture(token);
    }

    private Instant now() {
        return Instant.ofEpochMilli(timing.millis());
    }

    private static <T> Future<T> tooMuch(int targets) {
        return refused(
                ("a consistency token cannot hold the %d things that systems have yet to show; read with the tokens"
                                + " sent here until they do, then go on")
                        .formatted(targets));
    }

    private static <T> Future<T> refused(String message) {
        return Future.failedFuture(new RefusedTokenException(message));
    }
}
