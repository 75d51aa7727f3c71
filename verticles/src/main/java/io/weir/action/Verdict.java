package io.weir.action;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.ActionFailure;
import java.time.Duration;

/** What follows from an attempt. */
sealed interface Verdict {

    /**
     * The action is done.
     *
     * @param result one JSON object as UTF-8 bytes
     */
    record Done(int httpStatus, Buffer result) implements Verdict {}

    /** It will not be done. */
    record Failed(ActionFailure failure) implements Verdict {}

    /** Another attempt follows after a pause. */
    record Retry(Duration pause, ActionFailure last) implements Verdict {}
}
