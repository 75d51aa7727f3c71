package io.weir.outbound;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** There is no complete answer of a fair size. The message says why, without addresses. */
public final class IncompleteException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Cause what;
    private final @Nullable Integer status;

    IncompleteException(Cause what, @Nullable Integer status) {
        super(what.words);
        this.what = what;
        this.status = status;
    }

    /** What went wrong. */
    public enum Cause {
        /** It took too long. */
        LATE("no answer in time"),
        /** The connection ended. */
        BROKEN("the connection broke"),
        /** It is larger than allowed. */
        TOO_LARGE("the answer is too large"),
        /** It is packed in a way that was not asked for. */
        PACKED("the answer is packed otherwise than asked for");

        private final String words;

        Cause(String words) {
            this.words = words;
        }
    }

    /** What went wrong. */
    public Cause what() {
        return what;
    }

    /** What the answer began with; null where none began. */
    public @Nullable Integer status() {
        return status;
    }

    /** It is made for each answer that is missing, and only ever read. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
