package io.weir.action;

import io.vertx.core.buffer.Buffer;
import io.weir.action.ledger.Claim;
import io.weir.action.ledger.Settlement;
import io.weir.bus.GateReport;
import io.weir.bus.Written;
import io.weir.flow.BackOff;
import io.weir.flow.Timing;
import io.weir.graph.action.ActionAnswer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An action that its handler has done, on its way to its end. Belongs to one event loop. */
final class Finish {
    final Claim claim;
    final Command command;
    final Optional<Settlement.Attempt> attempt;
    final Buffer result;

    @Nullable
    GateWait systems;

    Timing.@Nullable Pending latest;
    boolean keeping;
    boolean answered;
    boolean ended;
    boolean late;
    boolean forgotten;

    @Nullable
    GateReport gate;

    /** Before an event is published again that was not taken. */
    final BackOff pauses;

    Finish(Claim claim, Command command, Optional<Settlement.Attempt> attempt, Buffer result, BackOff pauses) {
        this.claim = claim;
        this.command = command;
        this.attempt = attempt;
        this.result = result;
        this.pauses = pauses;
    }

    List<String> affects() {
        return command.affects();
    }

    /** What was written, for the systems that must show it. */
    Written written() {
        Optional<String> type =
                command.action().answer() instanceof ActionAnswer.Payload payload ? payload.type() : Optional.empty();
        return new Written(command.id(), type.orElse(null), claim.arguments(), result);
    }
}
