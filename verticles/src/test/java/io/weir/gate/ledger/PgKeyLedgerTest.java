package io.weir.gate.ledger;

import static io.weir.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import io.weir.store.StoreFixture;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The keys of tokens in PostgreSQL. */
class PgKeyLedgerTest {

    private static final Duration ROTATION = Duration.ofHours(1);
    private static final Duration KEEP = Duration.ofHours(2);

    private final StoreFixture store = new StoreFixture();
    private final PgKeyLedger ledger = new PgKeyLedger(store.store());

    @AfterEach
    void stop() {
        store.close();
    }

    @Test
    void shouldGiveTheKeyBackToEveryone() {
        // given
        SecretKey secret = secret(7);

        // when
        List<SealKey> made = await(ledger.rotate(secret, ROTATION, KEEP));
        List<SealKey> read = await(new PgKeyLedger(store.store()).keys());

        // then
        assertThat(made).singleElement().extracting(SealKey::secret).isEqualTo(secret);
        assertThat(read).singleElement().extracting(SealKey::secret).isEqualTo(secret);
        assertThat(read.get(0).age()).isBetween(Duration.ZERO, Duration.ofMinutes(5));
    }

    @Test
    void shouldMakeOneKeyHoweverManyNodesWantOne() {
        // when
        List<Future<List<SealKey>>> answers = IntStream.range(0, 50)
                .mapToObj(i -> ledger.rotate(secret(i), ROTATION, KEEP))
                .toList();

        // then all of them have the same
        await(Future.join(answers));
        assertThat(answers)
                .extracting(answer -> answer.result().get(0).secret())
                .containsOnly(first());
        assertThat(await(ledger.keys())).hasSize(1);
    }

    @Test
    void shouldMakeOneKeyWhenManyNodesRotate() {
        // given
        await(ledger.rotate(secret(0), ROTATION, KEEP));
        age(1, ROTATION);

        // when
        await(Future.join(IntStream.range(1, 50)
                .mapToObj(i -> ledger.rotate(secret(i), ROTATION, KEEP))
                .toList()));

        // then
        assertThat(await(ledger.keys())).extracting(SealKey::id).containsExactly(1, 2);
    }

    @Test
    void shouldKeepAKeyForAsLongAsItsTokensLive() {
        // given
        await(ledger.rotate(secret(1), ROTATION, KEEP));
        age(1, ROTATION);
        await(ledger.rotate(secret(2), ROTATION, KEEP));
        age(1, KEEP.multipliedBy(2));

        // when its successor is as old as allowed, and then older
        age(2, KEEP.minusMinutes(1));
        List<SealKey> kept = await(ledger.rotate(secret(3), ROTATION, KEEP));
        age(2, KEEP.plusMinutes(1));
        List<SealKey> left = await(ledger.rotate(secret(4), ROTATION, KEEP));

        // then
        assertThat(kept).extracting(SealKey::id).containsExactly(1, 2, 3);
        assertThat(left).extracting(SealKey::id).containsExactly(2, 3);
    }

    @Test
    void shouldNeverDeleteTheNewest() {
        // given
        await(ledger.rotate(secret(1), ROTATION, KEEP));
        age(1, Duration.ofDays(400));

        // when
        List<SealKey> keys = await(ledger.rotate(secret(2), Duration.ofDays(500), KEEP));

        // then
        assertThat(keys).extracting(SealKey::id).containsExactly(1);
    }

    private SecretKey first() {
        return await(ledger.keys()).get(0).secret();
    }

    private void age(int id, Duration age) {
        await(store.store()
                .execute(
                        "update weir.consistency_key set made_at = clock_timestamp() - $2 * interval '1 millisecond'"
                                + " where id = $1",
                        Tuple.of(id, age.toMillis())));
    }

    private static SecretKey secret(int number) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) number;
        return new SecretKeySpec(bytes, "AES");
    }
}
