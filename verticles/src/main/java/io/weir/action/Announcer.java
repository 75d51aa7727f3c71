package io.weir.action;

import io.weir.bus.ActionsSettled;
import io.weir.flow.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** Tells everybody which actions have ended: all that end within a moment in one message. Belongs to one event loop. */
final class Announcer {

    private static final Duration MOMENT = Duration.ofMillis(1);

    private final Timing timing;
    private final Consumer<ActionsSettled> bus;
    private final List<String> ended = new ArrayList<>();

    Announcer(Timing timing, Consumer<ActionsSettled> bus) {
        this.timing = timing;
        this.bus = bus;
    }

    /** An action has ended, and that is stored. */
    void ended(UUID id) {
        ended.add(id.toString());
        if (ended.size() == 1) {
            timing.after(MOMENT, this::flush);
        }
    }

    /** Tells what is not told yet. */
    void flush() {
        if (!ended.isEmpty()) {
            ActionsSettled settled = new ActionsSettled(ended);
            ended.clear();
            bus.accept(settled);
        }
    }
}
