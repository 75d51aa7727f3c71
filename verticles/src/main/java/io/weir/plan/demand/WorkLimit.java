package io.weir.plan.demand;

/** What planning one operation may cost at most, so that a hostile one cannot make it endless. For one thread. */
public final class WorkLimit {

    private static final int DEFAULT = 400_000;

    private int left;

    /** The work that any sensible operation stays far below. */
    public WorkLimit() {
        this(DEFAULT);
    }

    /** Allows this many steps. */
    public WorkLimit(int steps) {
        this.left = steps;
    }

    /** Counts one step. */
    public void step() {
        if (--left < 0) {
            throw new Exceeded();
        }
    }

    /** Too much was asked for. */
    public static final class Exceeded extends RuntimeException {
        Exceeded() {
            super("the operation selects too much; ask for less at once", null, false, false);
        }
    }
}
