package io.weir.graph.action;

import java.util.Optional;

/** What the field of an action returns. */
public sealed interface ActionAnswer {

    /**
     * A payload: the handler's answer is a representation of it.
     *
     * @param actionId whether every type that it can have has {@code actionId: ID!}
     * @param type what the answer is where it need not say so itself: the only type that it can have
     */
    record Payload(boolean actionId, Optional<String> type) implements ActionAnswer {}

    /**
     * The state of an operation: {@code OperationStateInterface}.
     *
     * @param completed the type of a completed operation that carries the handler's answer, where the schema names one
     */
    record Operation(Optional<String> completed) implements ActionAnswer {

        /** The type of such a field. */
        public static final String TYPE = "OperationStateInterface";
    }
}
