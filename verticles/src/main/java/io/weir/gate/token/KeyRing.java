package io.weir.gate.token;

import io.vertx.core.Future;
import io.weir.config.TokensConfig;
import io.weir.flow.Timing;
import io.weir.gate.ledger.KeyLedger;
import io.weir.gate.ledger.SealKey;
import io.weir.telemetry.LogKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of tokens that a node knows. The store has them all, and its clock says how old they are; it is asked for a new
 * one when the first token is to be sealed and when the newest key is as old as {@code consistency.tokens.rotation}, and
 * for all of them when a token names one that is not known. Neither happens more than once a second, whatever clients
 * send.
 *
 * <p>While the store is away, known keys open and the newest seals, which then is used for as long again as the rotation,
 * but for an hour at least. A key is deleted no sooner than that, and the life of a token, after its successor came: a key
 * that seals is always one that everybody finds. Belongs to one event loop.
 */
final class KeyRing {

    private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration SHORTEST_GRACE = Duration.ofHours(1);
    private static final int KEY_BYTES = 32;
    private static final String CIPHER = "AES";

    private final KeyLedger ledger;
    private final Duration rotation;
    private final Duration grace;
    private final Duration keep;
    private final Timing timing;
    private final SecureRandom random;
    private final Seldom readings;
    private final Seldom rotations;
    private List<SealKey> keys = List.of();
    private long askedNanos;

    KeyRing(Timing timing, KeyLedger ledger, TokensConfig config, SecureRandom random) {
        this.ledger = ledger;
        this.rotation = config.rotation();
        this.grace = rotation.compareTo(SHORTEST_GRACE) > 0 ? rotation : SHORTEST_GRACE;
        this.keep = grace.plus(config.lifetime());
        this.timing = timing;
        this.random = random;
        this.readings = new Seldom(timing, PAUSE, () -> learn(ledger::keys));
        this.rotations = new Seldom(timing, PAUSE, () -> learn(this::rotate));
    }

    /** The key to seal with. Fails with {@link io.weir.store.StoreException} when there is none. */
    Future<SealKey> newest() {
        SealKey newest = last();
        if (newest == null || age(newest).compareTo(rotation.plus(grace)) > 0) {
            return rotations.run().map(rotated -> keys.get(keys.size() - 1));
        }
        if (age(newest).compareTo(rotation) >= 0) {
            rotations
                    .run()
                    .onFailure(failure -> LOG.atDebug()
                            .addKeyValue(LogKey.CAUSE, failure)
                            .log("no new key for tokens, the one before goes on"));
        }
        return Future.succeededFuture(newest);
    }

    /**
     * A key that a token names; empty when there is none. Fails with {@link io.weir.store.StoreException} when that cannot
     * be told.
     */
    Future<Optional<SecretKey>> find(int id) {
        Optional<SecretKey> known = known(id);
        return known.isPresent()
                ? Future.succeededFuture(known)
                : readings.run().map(read -> known(id));
    }

    private Future<Void> learn(Supplier<Future<List<SealKey>>> question) {
        long began = timing.nanos();
        return question.get().map(answer -> {
            keys = answer;
            askedNanos = began;
            return null;
        });
    }

    private Future<List<SealKey>> rotate() {
        byte[] secret = new byte[KEY_BYTES];
        random.nextBytes(secret);
        return ledger.rotate(new SecretKeySpec(secret, CIPHER), rotation, keep);
    }

    private Optional<SecretKey> known(int id) {
        return keys.stream().filter(key -> key.id() == id).findFirst().map(SealKey::secret);
    }

    private @Nullable SealKey last() {
        return keys.isEmpty() ? null : keys.get(keys.size() - 1);
    }

    private Duration age(SealKey key) {
        return key.age().plusNanos(timing.nanos() - askedNanos);
    }
}
