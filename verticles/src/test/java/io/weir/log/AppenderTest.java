package io.weir.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.BusFailure;
import io.weir.bus.LogAdvanced;
import io.weir.bus.LoggedEvent;
import io.weir.log.ledger.Appended;
import io.weir.log.ledger.NewEvent;
import io.weir.log.ledger.OwnId;
import io.weir.store.StoreFixture;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Batches; the test is the store. */
class AppenderTest {

    private final Vertx vertx = Vertx.vertx();
    private final FakeLedger ledger = new FakeLedger();
    private final List<LogAdvanced> stored = new ArrayList<>();
    private final Appender appender = new Appender(vertx, ledger, Optional.empty(), new Metrics().log(), stored::add);

    @AfterEach
    void stop() {
        StoreFixture.await(vertx.close());
    }

    @Test
    void shouldStoreTogetherWhatComesWhileABatchIsStored() {
        // given
        Future<Integer> first = appender.append(List.of(event("1")));

        // when
        Future<Integer> second = appender.append(List.of(event("2"), event("3")));
        Future<Integer> third = appender.append(List.of(event("4")));
        FakeLedger.Asked one = ledger.asked.remove();
        assertThat(ledger.asked).as("one at a time").isEmpty();
        one.store(10);
        FakeLedger.Asked two = ledger.asked.remove();
        two.store(11);

        // then
        assertThat(two.batch()).isGreaterThan(one.batch());
        assertThat(Future.all(first, second, third).succeeded()).isTrue();
        assertThat(stored)
                .containsExactly(
                        new LogAdvanced(1, 10, 11, List.of(logged("1", 11))),
                        new LogAdvanced(1, 11, 14, List.of(logged("2", 12), logged("3", 13), logged("4", 14))));
    }

    @Test
    void shouldLeaveCopiesOut() {
        // given
        UUID known = UUID.randomUUID();
        UUID fresh = UUID.randomUUID();

        // when
        Future<Integer> first = appender.append(List.of(event("1", known), event("2", fresh), event("3", fresh)));
        FakeLedger.Asked asked = ledger.asked.remove();
        asked.answer().complete(new Appended(1, 5, 7, Set.of(known), false));

        // then
        assertThat(asked.events()).extracting(each -> each.payload().toString()).containsExactly("1", "2");
        assertThat(first.result()).isEqualTo(2);
        assertThat(stored).containsExactly(new LogAdvanced(1, 5, 7, List.of(logged("2", 7))));
    }

    @Test
    void shouldSayNothingOfPositionsThatItDoesNotKnow() {
        // when
        Future<Integer> again = appender.append(List.of(event("1")));
        ledger.asked.remove().answer().complete(new Appended(1, 5, 6, Set.of(), true));

        // then
        assertThat(again.result()).isZero();
        assertThat(stored).isEmpty();
    }

    @Test
    void shouldFailWhomTheStoreFailedAndServeTheNext() {
        // given
        Future<Integer> first = appender.append(List.of(event("1")));
        Future<Integer> second = appender.append(List.of(event("2")));

        // when
        ledger.asked.remove().answer().fail(FakeLedger.AWAY);
        ledger.asked.remove().store(1);

        // then
        assertThat(first.cause()).isSameAs(FakeLedger.AWAY);
        assertThat(second.succeeded()).isTrue();
    }

    @Test
    void shouldRefuseWhatItHasNoRoomFor() {
        // given
        appender.append(List.of(event("under way")));
        appender.append(Collections.nCopies(19_999, event("x")));

        // then
        assertThat(appender.append(List.of(event("the last"))).isComplete()).isFalse();
        assertRefused(appender.append(List.of(event("one more"))), BusFailure.BUSY);
    }

    @Test
    void shouldRefuseMoreBytesThanItHasRoomForButNeverAnyAlone() {
        // given
        appender.append(List.of(event("under way")));
        Buffer large = Buffer.buffer(new byte[33 << 20]);

        // then
        NewEvent huge = new NewEvent("default", "a", null, null, 0, large);
        assertThat(appender.append(List.of(huge)).isComplete()).isFalse();
        assertRefused(appender.append(List.of(event("one more"))), BusFailure.BUSY);
    }

    @Test
    void shouldTryOnWithTheSameBatchForASourceThatCannot() {
        // given
        Appender lasting =
                new Appender(vertx, ledger, Optional.of(Duration.ofMillis(1)), new Metrics().log(), stored::add);
        Future<Integer> first = lasting.append(List.of(event("1")));
        Future<Integer> second = lasting.append(List.of(event("2")));

        // when
        FakeLedger.Asked asked = ledger.asked.remove();
        asked.answer().fail(FakeLedger.AWAY);
        await().until(() -> !ledger.asked.isEmpty());
        FakeLedger.Asked again = ledger.asked.remove();
        again.store(1);
        ledger.asked.remove().store(2);

        // then
        assertThat(again.batch()).isEqualTo(asked.batch());
        assertThat(again.events()).isEqualTo(asked.events());
        assertThat(first.succeeded()).isTrue();
        assertThat(second.succeeded()).isTrue();
    }

    @Test
    void shouldStoreWhatItTookBeforeItCloses() {
        // given
        Future<Integer> first = appender.append(List.of(event("1")));
        Future<Integer> second = appender.append(List.of(event("2")));

        // when
        Future<Void> closed = appender.close(Duration.ofMinutes(1));
        Future<Integer> late = appender.append(List.of(event("3")));
        ledger.asked.remove().store(1);
        assertThat(closed.isComplete()).isFalse();
        ledger.asked.remove().store(2);

        // then
        assertThat(closed.succeeded()).isTrue();
        assertThat(first.succeeded()).isTrue();
        assertThat(second.succeeded()).isTrue();
        assertRefused(late, BusFailure.STORE_UNAVAILABLE);
        assertThat(ledger.asked).isEmpty();
    }

    @Test
    void shouldTellWhomItCouldNotStoreInTime() {
        // given
        Appender lasting =
                new Appender(vertx, ledger, Optional.of(Duration.ofMillis(1)), new Metrics().log(), stored::add);
        Future<Integer> first = lasting.append(List.of(event("1")));
        Future<Integer> second = lasting.append(List.of(event("2")));

        // when
        StoreFixture.await(lasting.close(Duration.ofMillis(1)));
        ledger.asked.remove().answer().fail(FakeLedger.AWAY);

        // then
        assertRefused(first, BusFailure.STORE_UNAVAILABLE);
        assertRefused(second, BusFailure.STORE_UNAVAILABLE);
        assertThat(ledger.asked).as("tried no more").isEmpty();
    }

    @Test
    void shouldCloseAtOnceWithNothingToStore() {
        assertThat(appender.close(Duration.ofMinutes(1)).succeeded()).isTrue();
    }

    private static void assertRefused(Future<Integer> refused, BusFailure how) {
        assertThat(refused.cause())
                .isInstanceOfSatisfying(
                        LogFailure.class,
                        failure -> assertThat(failure.failure()).isEqualTo(how));
    }

    private static NewEvent event(String payload) {
        return new NewEvent("default", "a", null, OwnId.of("7"), 0, Buffer.buffer(payload));
    }

    private static NewEvent event(String payload, UUID digest) {
        return new NewEvent("default", "a", digest, OwnId.of("7"), 0, Buffer.buffer(payload));
    }

    private static LoggedEvent logged(String payload, long position) {
        return new LoggedEvent("default", "a", position, "7", Buffer.buffer(payload));
    }
}
