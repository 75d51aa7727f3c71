package io.weir.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.bus.SystemsAdvanced.Advance;
import io.weir.flow.ManualTiming;
import io.weir.gate.ledger.Subject;
import io.weir.gate.participant.Wait;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Waits for reports: what releases them, and what does not. */
class ReportWaitsTest {

    private static final Advance ORDER = Subject.key("search", "Order:7").at(12);
    private static final Advance OTHER = Subject.key("search", "Order:8").at(1);

    private final FakeReports ledger = new FakeReports();
    private final ManualTiming timing = new ManualTiming();
    private final ReportWaits waits = new ReportWaits(ledger, timing);

    @Test
    void shouldReleaseAtOnceWhatTheStoreKnows() {
        // given
        ledger.put(ORDER);

        // when
        Wait wait = wait(ORDER);

        // then
        assertThat(wait.state()).isEqualTo(Wait.State.REACHED);
        assertThat(waits.size()).isZero();
    }

    @Test
    void shouldNotTakeSilenceOrAnOlderVersionForReached() {
        // given
        ledger.put(Subject.key("search", "Order:7").at(11));

        // when
        Wait behind = wait(ORDER);
        Wait unreported = wait(OTHER);
        waits.onAdvanced(List.of(Subject.key("search", "Order:7").at(11)));
        waits.onAdvanced(List.of(Subject.key("index", "Order:7").at(12)));

        // then
        assertThat(behind.state()).isEqualTo(Wait.State.BEHIND);
        assertThat(unreported.state()).isEqualTo(Wait.State.BEHIND);
    }

    @Test
    void shouldReleaseByAHintWithoutAskingTheStore() {
        // given
        Wait wait = wait(ORDER);
        int asked = ledger.reads.size();

        // when
        waits.onAdvanced(List.of(Subject.key("search", "Order:7").at(13)));

        // then
        assertThat(wait.state()).isEqualTo(Wait.State.REACHED);
        assertThat(ledger.reads).hasSize(asked);
    }

    @Test
    void shouldMissNoReportBetweenTheQuestionAndItsAnswer() {
        // given
        ledger.holds = true;
        Wait wait = wait(ORDER);

        // when
        waits.onAdvanced(List.of(ORDER));
        ledger.release();

        // then
        assertThat(wait.state()).isEqualTo(Wait.State.REACHED);
    }

    @Test
    void shouldFindWhatNoHintToldOf() {
        // given
        Wait wait = wait(ORDER);
        ledger.put(ORDER);

        // when
        timing.pass(ReportWaits.POLL);

        // then
        assertThat(wait.state()).isEqualTo(Wait.State.REACHED);
    }

    @Test
    void shouldAskForAllInOneQueryAndOnlyWhileAnyoneWaits() {
        // given
        Wait one = wait(ORDER);
        Wait two = wait(OTHER);
        ledger.reads.clear();

        // when
        timing.pass(ReportWaits.POLL);
        one.end();
        timing.pass(ReportWaits.POLL);
        two.end();
        timing.pass(ReportWaits.POLL.multipliedBy(10));

        // then
        assertThat(ledger.reads).hasSize(2);
        assertThat(ledger.reads.get(0)).containsExactlyInAnyOrder(Subject.of(ORDER), Subject.of(OTHER));
        assertThat(ledger.reads.get(1)).containsExactly(Subject.of(OTHER));
    }

    @Test
    void shouldSaySilentWhileTheStoreIsAwayAndGoOnWhenItIsBack() {
        // given
        ledger.away = true;
        Wait wait = wait(ORDER);
        Wait.State away = wait.state();
        ledger.put(ORDER);
        timing.pass(ReportWaits.POLL);

        // when
        ledger.away = false;
        timing.pass(ReportWaits.POLL);

        // then
        assertThat(away).isEqualTo(Wait.State.SILENT);
        assertThat(wait.state()).isEqualTo(Wait.State.REACHED);
    }

    @Test
    void shouldRememberAHintThatCameBeforeTheWait() {
        // given
        waits.onAdvanced(List.of(ORDER));

        // when
        Wait wait = wait(ORDER);

        // then
        assertThat(wait.state()).isEqualTo(Wait.State.REACHED);
        assertThat(ledger.reads).isEmpty();
    }

    @Test
    void shouldReleaseByWhicheverOfSeveralComesFirst() {
        // given
        Wait wait = new Wait(() -> {});
        waits.watch(List.of(ORDER, OTHER), wait);

        // when
        waits.onAdvanced(List.of(OTHER));

        // then
        assertThat(wait.state()).isEqualTo(Wait.State.REACHED);
        assertThat(waits.size()).isZero();
    }

    private Wait wait(Advance wanted) {
        Wait wait = new Wait(() -> {});
        waits.watch(List.of(wanted), wait);
        return wait;
    }
}
