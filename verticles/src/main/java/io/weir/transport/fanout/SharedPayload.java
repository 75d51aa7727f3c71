package io.weir.transport.fanout;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

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

    /** The form of this class: made for the first subscriber that asks for it, kept for the others. */
    public <F extends WireForm> F form(Class<F> type, Supplier<F> make) {
        for (WireForm form : forms) {
            if (type.isInstance(form)) {
                return type.cast(form);
            }
        }
        F made = make.get();
        forms.add(made);
        return made;
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
