package io.weir.transport.ws;

import io.weir.config.WebSocketConfig;
import java.time.Duration;

/**
 * When a connection was heard last, and when it has to be seen to for that reason: for the {@code connection_init} that
 * does not come, for the next ping, for the pong, for the answer to a close frame. Times are the wheel's milliseconds.
 */
final class Liveness {

    /** How long a client may take to answer a close frame before its socket is dropped. */
    static final Duration CLOSE_GRACE = Duration.ofSeconds(5);

    static final long NEVER = Long.MAX_VALUE;

    private final WebSocketConfig config;
    private boolean pinged;
    private long lastHeard;
    private long due;

    /** Waits for a {@code connection_init}. */
    Liveness(WebSocketConfig config, long now) {
        this.config = config;
        this.lastHeard = now;
        this.due = now + config.initTimeout().toMillis();
    }

    /** What is to be done about a silent client. */
    enum Verdict {
        /** Nothing: it was heard meanwhile. */
        ALIVE,
        /** To ask it. */
        ASK,
        /** To give it up. */
        DEAD
    }

    /** When it has to be seen to. */
    long due() {
        return due;
    }

    /** Anything came in; true when that changes when it is due. */
    boolean heard(long now) {
        lastHeard = now;
        if (!pinged) {
            return false;
        }
        pinged = false;
        due = now + config.ping().toMillis();
        return true;
    }

    /** It is not due for now. */
    void rest() {
        due = NEVER;
    }

    /** Operations may run: from now on it must be heard from time to time. */
    void watch() {
        due = config.ping().isZero() ? NEVER : lastHeard + config.ping().toMillis();
    }

    /** A close frame went out. */
    void closing(long now) {
        due = now + CLOSE_GRACE.toMillis();
    }

    /** Decides about a client that is watched, once it is due. */
    Verdict judge(long now) {
        if (pinged) {
            return Verdict.DEAD;
        }
        long silent = lastHeard + config.ping().toMillis();
        if (now < silent) {
            due = silent;
            return Verdict.ALIVE;
        }
        pinged = true;
        due = now + config.pongTimeout().toMillis();
        return Verdict.ASK;
    }
}
