package io.weir.store;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.Set;

/** What a failed statement says of the store: whether it is worth another try, and in which words. */
final class Failures {

    /**
     * Classes of SQLSTATE that say nothing of the statement: the connection, the transaction's rivals, resources, an
     * operator's intervention, the machine.
     */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "40", "53", "57", "58");

    /** A server that has become a replica: another one takes writes now. */
    private static final String READ_ONLY = "25006";

    private Failures() {}

    /** The failure for callers: the statement's own, or that the store is not available. */
    static Throwable of(Throwable failure) {
        if (failure instanceof PgException refused && !passes(refused)) {
            return refused;
        }
        return failure instanceof StoreException ? failure : new StoreException("the store is not available", failure);
    }

    /** Whether the connection ended under a statement, so that no one knows what became of it; others may be alive. */
    static boolean connectionLost(Throwable failure) {
        Throwable cause = failure instanceof StoreException ? failure.getCause() : failure;
        return cause instanceof ClosedConnectionException
                || cause instanceof IOException && !(cause instanceof ConnectException)
                || cause instanceof PgException refused && refused.getSqlState().startsWith("57P");
    }

    /**
     * Whether a statement may have been done although it failed. Not where the server said why it ended it, where nobody
     * listens, or where there was no connection for it.
     */
    static boolean unknown(Throwable cause) {
        return connectionLost(cause)
                || !(cause instanceof PgException)
                        && !(cause instanceof ConnectException)
                        && !(cause instanceof NoConnectionException)
                        && !(cause instanceof IllegalStateException);
    }

    /** Whether nothing was heard at all: not even that nobody listens. */
    static boolean isSilence(Throwable failure) {
        return !(failure instanceof IOException) && !(failure instanceof PgException);
    }

    /** For the log: no address, no credential. */
    static String words(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof PgException refused) {
            return refused.getSqlState() + " " + refused.getErrorMessage();
        }
        if (root instanceof SQLException refused) {
            return refused.getSQLState() + " " + refused.getMessage();
        }
        if (root instanceof ConnectException) {
            return "no one listens there";
        }
        return root.getClass().getSimpleName();
    }

    private static boolean passes(PgException refused) {
        String state = refused.getSqlState();
        return state == null
                || state.equals(READ_ONLY)
                || state.length() == 5 && PASSING_CLASSES.contains(state.substring(0, 2));
    }
}
