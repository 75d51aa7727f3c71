package io.weir.transport.ws;

/**
 * Where a connection stands; each state offers only its legal exits. Any state may go to {@link Closed}.
 *
 * <pre>
 *              connection_init            admitted
 * AwaitingInit ───────────────▶ AwaitingAck ─────▶ Ready
 *      │ 4401 4408 4400             │ 4401 4403      │ 4409 4429 4499 1013
 *      │                            │ 4429 4400      │ 4400
 *      └────────────────────────────┴────────────────┴──────▶ Closed
 *                                      1000 1002 1003 1007 1009 1012
 * </pre>
 */
sealed interface ConnectionState {

    /** The socket is open; nothing was asked yet. */
    record AwaitingInit() implements ConnectionState {

        AwaitingAck initReceived() {
            return AwaitingAck.INSTANCE;
        }
    }

    /** The client asked to be let in. */
    record AwaitingAck() implements ConnectionState {

        static final AwaitingAck INSTANCE = new AwaitingAck();

        Ready acknowledged(RunningOperations operations) {
            return new Ready(operations);
        }
    }

    /**
     * Operations may run.
     *
     * @param operations those that do
     */
    record Ready(RunningOperations operations) implements ConnectionState {}

    /** A close frame went out, or the socket is gone: nothing more is said or heard. */
    record Closed() implements ConnectionState {}

    /** Every connection begins so. */
    ConnectionState INITIAL = new AwaitingInit();

    /** Every connection ends so. */
    ConnectionState CLOSED = new Closed();
}
