package io.weir.transport.ws;

import io.vertx.core.buffer.Buffer;
import io.weir.transport.fanout.SharedPayload;
import java.util.ArrayList;
import java.util.List;

/** What a client would read, in words: the texts, and {@code CODE reason} of a close frame. */
final class RecordingSink implements FrameSink {

    private final List<String> written = new ArrayList<>();
    boolean full;
    boolean aborted;

    /** What was written since the last call. */
    List<String> take() {
        List<String> taken = List.copyOf(written);
        written.clear();
        return taken;
    }

    @Override
    public boolean write(Buffer message) {
        written.add(message.toString());
        return !full;
    }

    @Override
    public boolean writeNext(OperationId id, SharedPayload payload) {
        return write(id.next(payload.bytesWithId()));
    }

    @Override
    public boolean full() {
        return full;
    }

    @Override
    public void close(Close close) {
        written.add(close.code() + " " + close.reason());
    }

    @Override
    public void abort() {
        aborted = true;
    }
}
