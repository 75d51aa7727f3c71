package io.weir.execution.consistency;

import io.weir.bus.GateReport;

/**
 * A request may go on.
 *
 * @param gate how far the systems are that it waited for
 * @param satisfied whether they show what it must see; if not, it wants what there is
 */
public record Passage(GateReport gate, boolean satisfied) {

    /** Nothing had to be waited for. */
    static final Passage FREE = new Passage(GateReport.OPEN, true);
}
