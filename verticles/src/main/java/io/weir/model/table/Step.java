package io.weir.model.table;

import java.util.ArrayList;
import java.util.List;

/**
 * One thing that brings the store's tables to the models.
 *
 * @param kind whether it is done by itself
 * @param words what it is, and what allows it: {@code drop Order.note}
 * @param statements that do it
 */
public record Step(Kind kind, String words, List<Statement> statements) {

    /** What a step may do to what the store holds. */
    public enum Kind {
        /** Nothing: it is done by itself, and nodes of a version before go on working. */
        SAFE("loses nothing"),
        /** Nothing: what no model has any more stays as it is. The words would drop it. */
        KEPT("loses nothing"),
        /** It loses values, or nodes of a version before cannot work any more. */
        LOSES("loses or changes what the store holds"),
        /** It fails where rows are that do not fit; then nothing is changed. */
        MAY_FAIL("fails if the store holds rows that do not fit");

        private final String effect;

        Kind(String effect) {
            this.effect = effect;
        }

        /** For operators, behind the words. */
        public String effect() {
            return effect;
        }
    }

    /**
     * A statement and its turn.
     *
     * @param turn among those of all steps
     */
    public record Statement(Turn turn, String sql) {}

    /** Statements of all steps run in this order. */
    public enum Turn {
        /** Constraints and defaults go, so that what they are on can change. */
        LOOSEN,
        DROP,
        MAKE,
        CHANGE,
        /** What needs tables and values to be there. */
        TIGHTEN
    }

    /** Copies the list. */
    public Step {
        statements = List.copyOf(statements);
    }

    /** Whether somebody has to allow it. */
    public boolean grave() {
        return kind == Kind.LOSES || kind == Kind.MAY_FAIL;
    }

    /** Gathers the statements of a step. */
    static final class Draft {
        private final List<Statement> statements = new ArrayList<>();

        Draft add(Turn turn, String sql) {
            statements.add(new Statement(turn, sql));
            return this;
        }

        Draft add(Turn turn, List<String> all) {
            all.forEach(sql -> add(turn, sql));
            return this;
        }

        Step is(Kind kind, String words) {
            return new Step(kind, words, statements);
        }
    }
}
