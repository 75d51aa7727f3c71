package io.weir.transport.fanout;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One response that many subscribers get: the bytes, and what each protocol made of them, so that a wire form that does
 * not depend on the subscriber is made once. Belongs to one event loop.
 */
public final class SharedPayload {

    private final Buffer response;
    private final Delivery delivery;
    private final boolean declared;
    private final @Nullable String eventId;
    private final List<WireForm> forms = new ArrayList<>(1);
    private @Nullable Buffer bytes;
    private @Nullable Buffer bytesWithId;

    /** Wraps {@code {"data": …}} bytes, which are never written to, of what is no event stream or a live one. */
    public SharedPayload(Buffer response) {
        this(response, Delivery.LIVE, false, null);
    }

    /**
     * Wraps a response of an event stream.
     *
     * @param response one JSON object without {@code extensions}; never written to
     * @param delivery what the stream promises
     * @param declared whether the client is told that
     * @param eventId what the client gives back to go on behind this response, fit for one line and for a header; null
     *     when the response came of no event, or the stream is only live
     */
    public SharedPayload(Buffer response, Delivery delivery, boolean declared, @Nullable String eventId) {
        this.response = response;
        this.delivery = delivery;
        this.declared = declared;
        this.eventId = eventId;
    }

    /** One GraphQL response as UTF-8 bytes, for a protocol that has another place for the event id. */
    public Buffer bytes() {
        if (!declared) {
            return response;
        }
        if (bytes == null) {
            bytes = ResponseExtensions.add(response, delivery, null);
        }
        return bytes;
    }

    /** One GraphQL response as UTF-8 bytes, with {@code extensions.eventId} when it has an event id. */
    public Buffer bytesWithId() {
        if (eventId == null) {
            return bytes();
        }
        if (bytesWithId == null) {
            bytesWithId = ResponseExtensions.add(response, declared ? delivery : null, eventId);
        }
        return bytesWithId;
    }

    /** What the client gives back to go on behind this response: one line without control characters, not empty. */
    public @Nullable String eventId() {
        return eventId;
    }

    /** Whether the client can have this response again later. */
    public boolean resumable() {
        return delivery == Delivery.RESUMABLE;
    }

    /** The same response of a stream that is resumable, under an event id. */
    SharedPayload under(String id) {
        return new SharedPayload(response, Delivery.RESUMABLE, declared, id);
    }

    /** The same response for a subscriber whose own stream is only live. */
    SharedPayload live() {
        return resumable()
                ? form(Live.class, () -> new Live(new SharedPayload(response, Delivery.LIVE, declared, null))).payload
                : this;
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

    /** For those who subscribed before the graph was loaded again and their topic was logged. */
    private record Live(SharedPayload payload) implements WireForm {

        @Override
        public void release() {
            payload.release();
        }
    }

    /** A payload as one protocol writes it to every subscriber. */
    public interface WireForm {

        /** Frees what the form holds outside the heap; nothing by default. */
        default void release() {}
    }
}
