package io.weir.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.weir.store.StoreFixture;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The patterns of one provider; the test is the store and the provider. */
class RegistrationTest {

    private final Vertx vertx = Vertx.vertx();
    private final FakeLedger ledger = new FakeLedger();
    private boolean queueLost;
    private int gaps;
    private final Registration registration = new Registration(vertx, ledger, "p", this::bind, () -> gaps++);

    @BeforeEach
    void begin() {
        registration.want(List.of("a"));
        assertThat(ledger.registered).containsExactly("a");
        assertThat(gaps).as("nobody has heard anything yet").isZero();
        ledger.calls.clear();
    }

    @AfterEach
    void stop() {
        StoreFixture.await(vertx.close());
    }

    private Future<Void> bind(List<String> patterns, List<String> retired, boolean fresh) {
        ledger.calls.add("bind " + patterns + ", not " + retired + (fresh ? ", anew" : ""));
        if (fresh) {
            queueLost = false;
        }
        return queueLost ? Future.failedFuture(new EventsLostException("it is gone")) : Future.succeededFuture();
    }

    @Test
    void shouldEndAllPatternsBeforeAnyBeginsAgainWhereTheQueueWasLost() {
        // when
        queueLost = true;
        registration.repeat();

        // then
        assertThat(ledger.calls)
                .containsExactly(
                        "retire all but [a]",
                        "bind [a], not []",
                        "retire all but []",
                        "retire all but [a]",
                        "bind [a], not [], anew",
                        "register [a]",
                        "forget []");
        assertThat(gaps).isEqualTo(1);
    }

    @Test
    void shouldTellOfLostEventsOnceTheStoreKnowsOfThem() {
        // when
        ledger.failures = 1;
        registration.lose();

        // then
        assertThat(gaps).isZero();

        // when
        registration.lose();

        // then
        assertThat(ledger.calls).as("not once more for each event").hasSize(1);

        // when
        registration.repeat();

        // then
        assertThat(ledger.calls)
                .containsSubsequence(
                        "retire all but []", "retire all but []", "bind [a], not [], anew", "register [a]");
        assertThat(gaps).isEqualTo(1);
    }

    @Test
    void shouldTellOfTheGapThatAnotherNodeLeftInAPattern() {
        // when
        ledger.registered.clear();
        registration.look();

        // then
        assertThat(ledger.registered).containsExactly("a");
        assertThat(gaps).isEqualTo(1);
    }

    @Test
    void shouldTellNobodyWhereNothingIsMissing() {
        // when
        registration.repeat();
        registration.look();
        registration.want(List.of("a", "b"));

        // then
        assertThat(gaps).isZero();
    }
}
