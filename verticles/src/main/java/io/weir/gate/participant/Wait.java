package io.weir.gate.participant;

import java.util.ArrayList;
import java.util.List;

/**
 * A wait for one target. The participant tells it what is heard of the system:
 *
 * <pre>
 *   UNASKED ──▶ BEHIND ◀──▶ SILENT        the system is not there, or could not be asked
 *      │           │           │
 *      └───────────┴───────────┴──▶ REACHED | NEVER | ENDED
 * </pre>
 *
 * Whoever waits may end it at any time. Once it is over, nothing that it is told has any effect. Belongs to the
 * participant's event loop.
 */
public final class Wait {

    private final Runnable onChange;
    private final List<Runnable> afterwards = new ArrayList<>(1);
    private State state = State.UNASKED;

    /** What is known of the system. */
    public enum State {
        /** Nothing was heard yet. */
        UNASKED,
        /** It was not there when it was asked last. */
        BEHIND,
        /** It could not be asked last time. */
        SILENT,
        /** It is there. */
        REACHED,
        /** It will never get there. */
        NEVER,
        /** Nobody waits any more. */
        ENDED;

        /** Whether nothing can follow. */
        public boolean over() {
            return this == REACHED || this == NEVER || this == ENDED;
        }
    }

    /** Begins; {@code onChange} runs after each change of the state, but not when the wait is ended. */
    public Wait(Runnable onChange) {
        this.onChange = onChange;
    }

    /** The system was asked, and is not there yet. */
    public void behind() {
        become(State.BEHIND);
    }

    /** The system could not be asked. */
    public void silent() {
        become(State.SILENT);
    }

    /** The system is there. */
    public void reached() {
        become(State.REACHED);
    }

    /** The system can never get there: it is not what it was when the target was found, for one. */
    public void never() {
        become(State.NEVER);
    }

    /** Nobody waits any more. */
    public void end() {
        if (!state.over()) {
            state = State.ENDED;
            afterwards();
        }
    }

    /** Runs something once it is over, whatever the reason; at once when it is already. */
    public void onOver(Runnable then) {
        if (state.over()) {
            then.run();
        } else {
            afterwards.add(then);
        }
    }

    /** Whether nobody waits any more: the participant can forget it. */
    public boolean over() {
        return state.over();
    }

    /** What is known of the system. */
    public State state() {
        return state;
    }

    private void become(State next) {
        if (state.over() || state == next) {
            return;
        }
        state = next;
        if (next.over()) {
            afterwards();
        }
        onChange.run();
    }

    private void afterwards() {
        List<Runnable> due = List.copyOf(afterwards);
        afterwards.clear();
        due.forEach(Runnable::run);
    }
}
