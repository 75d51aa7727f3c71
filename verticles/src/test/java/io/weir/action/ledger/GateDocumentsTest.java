package io.weir.action.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.GateReport;
import io.weir.bus.SystemOutcome;
import io.weir.bus.SystemOutcome.Outcome;
import io.weir.bus.SystemTarget;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateDocumentsTest {

    @Test
    void shouldReadWhatItHasWritten() {
        List<SystemOutcome> outcomes = Arrays.stream(Outcome.values())
                .map(outcome -> new SystemOutcome("s" + outcome.ordinal(), outcome, 258))
                .toList();
        List<SystemTarget> targets = List.of(
                new SystemTarget.Applied("a", "0192", "Order:7", 12),
                new SystemTarget.Applied("b", null, "Order:7", 12),
                new SystemTarget.Answered("c", List.of("7", "x")),
                new SystemTarget.Replayed("d", Long.MIN_VALUE, 1, Long.MAX_VALUE),
                new SystemTarget.Handled("e", -9, 773));
        GateReport report = new GateReport(outcomes, targets, null);
        assertThat(GateDocuments.read(GateDocuments.write(report))).isEqualTo(report);
    }

    /** Its target is found anew, and nobody takes it for there. */
    @Test
    void shouldReadWhatANewerVersionHasWritten() {
        Buffer newer = Buffer.buffer("{\"outcomes\":[{\"system\":\"a\",\"outcome\":\"NEW\",\"waitedMillis\":1}],"
                + "\"targets\":[{\"system\":\"a\",\"kind\":\"new\",\"n\":1}]}");
        assertThat(GateDocuments.read(newer))
                .isEqualTo(new GateReport(List.of(new SystemOutcome("a", Outcome.STALLED, 1)), List.of(), null));
    }
}
