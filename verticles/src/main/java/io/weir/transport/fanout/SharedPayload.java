package io.weir.transport.fanout;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One response that many subscribers get: the bytes, and what each protocol made of them, so that a wire form that does
 * not depend on the subscriber is made once. Belongs to one event loop.
 */
public final class SharedPayload {

    private final Buffer bytes;
    private final List<WireForm> forms = new ArrayList<>(1);

    /** Wraps {@code {"data": …}} bytes, which are never written to. */
    public SharedPayload(Buffer bytes) {
        this.bytes = bytes;
    }

    /** One GraphQL response as UTF-8 bytes. */
    public Buffer bytes() {
        return bytes;
    }

    /** The form of this class that an earlier subscriber kept, if any. */
    public <F extends WireForm> @Nullable F form(Class<F> type) {
        for (WireForm form : forms) {
            if (type.isInstance(form)) {
                return type.cast(form);
            }
        }
        return null;
    }

    /** Keeps a wire form for the next subscriber of this payload; one of each class. */
    public void keep(WireForm form) {
        forms.add(form);
    }

    /** Lets the kept forms go: the payload has reached its last subscriber. */
    public void release() {
        forms.forEach(WireForm::release);
        forms.clear();
    }

    /** A payload as one protocol writes it to every subscriber. */
    public interface WireForm {

        /** Frees what the form holds outside the heap; nothing by default. */
        default void release() {}
    }
}
