package io.weir.action.ledger;

import io.weir.bus.ActionReport;

/** What became of a change that a client asked for. */
public sealed interface Changed {

    /** It was made, or will be once the attempt under way has ended. */
    record Done(ActionReport report) implements Changed {}

    /** The action's state does not allow it. */
    record Refused(ActionReport report) implements Changed {}

    /** There is no such action of this owner. */
    record Unknown() implements Changed {}
}
