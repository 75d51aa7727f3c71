package io.weir.graph.model;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What {@code @stateMachine} says of an enum field. To stay is no move, and always legal.
 *
 * @param field a required {@link Column} of type {@link ColumnType#ENUM}
 * @param initial what every new row has
 * @param moves the legal ones; every other is refused
 * @param timeouts moves that happen by themselves
 */
public record StateMachine(String field, String initial, Set<Move> moves, List<Timeout> timeouts) {

    /** From one state to another. */
    public record Move(String from, String to) {}

    /**
     * A legal move that a row makes by itself.
     *
     * @param after how long the row has been in the state before
     */
    public record Timeout(Move move, Duration after) {}

    /** Copies the collections. */
    public StateMachine {
        moves = Set.copyOf(moves);
        timeouts = List.copyOf(timeouts);
    }

    /** Whether a row may go from one state to another, or stay. */
    public boolean allows(String from, String to) {
        return from.equals(to) || moves.contains(new Move(from, to));
    }
}
