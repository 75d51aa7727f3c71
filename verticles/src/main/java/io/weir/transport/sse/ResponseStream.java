package io.weir.transport.sse;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.weir.transport.fanout.SharedPayload;
import io.weir.transport.fanout.Subscriber;
import io.weir.transport.socket.ClientChannel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One operation's results in one HTTP response. The response head goes out when the subscription is live. Frames of one
 * event-loop tick are written together, at its end. Belongs to one event loop.
 */
final class ResponseStream implements Subscriber {

    /** RFC 9113, section 7: the peer behaves in a way that costs too much. */
    private static final long ENHANCE_YOUR_CALM = 0xb;

    private static final Runnable NOTHING = () -> {};

    private final ResponseStreams streams;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final StreamFormat format;
    private final Consumer<Buffer> refused;
    private Runnable cancel = NOTHING;
    private @Nullable Buffer due;
    private boolean dueIsShared;
    private long waiting;
    private boolean wrote;
    private boolean completed;
    private boolean closed;

    ResponseStream(ResponseStreams streams, HttpServerRequest request, StreamFormat format, Consumer<Buffer> refused) {
        this.streams = streams;
        this.request = request;
        this.response = request.response();
        this.format = format;
        this.refused = refused;
        response.closeHandler(gone -> close());
        response.exceptionHandler(failure -> close());
    }

    /** What ends the subscription when the client goes. */
    void cancelWith(Runnable cancellation) {
        if (closed) {
            cancellation.run();
        } else {
            cancel = cancellation;
        }
    }

    @Override
    public void onLive() {
        if (closed) {
            return;
        }
        ResponseStreams.head(response, format);
        send(format.opening());
        streams.opened(this);
    }

    @Override
    public void onRefused(Buffer errors) {
        if (!closed) {
            close();
            refused.accept(errors);
        }
    }

    @Override
    public void onNext(SharedPayload payload) {
        if (!closed) {
            enqueue(format.next(payload));
        }
    }

    @Override
    public void onComplete() {
        if (!closed) {
            completed = true;
            enqueue(format.complete());
        }
    }

    /** Writes what this tick brought. */
    void flush() {
        Buffer frames = due;
        due = null;
        if (closed || frames == null) {
            return;
        }
        if (completed) {
            close();
            response.end(frames);
        } else {
            send(frames);
        }
    }

    /** Says that the stream is alive, unless it wrote something since it was last asked. */
    void heartbeat() {
        if (!wrote && !closed) {
            send(format.heartbeat());
        }
        wrote = false;
    }

    /** Ends the stream because the server goes away. */
    void interrupt() {
        if (closed) {
            return;
        }
        Buffer frames = due;
        due = null;
        close();
        Buffer last = Buffer.buffer();
        if (frames != null) {
            last.appendBuffer(frames);
        }
        response.end(last.appendBuffer(format.interrupted()));
    }

    StreamFormat format() {
        return format;
    }

    private void enqueue(Buffer frame) {
        Buffer before = due;
        if (before == null) {
            due = frame;
            dueIsShared = true;
            streams.due(this);
        } else if (dueIsShared) {
            due = Buffer.buffer(2 * (before.length() + frame.length()))
                    .appendBuffer(before)
                    .appendBuffer(frame);
            dueIsShared = false;
        } else {
            before.appendBuffer(frame);
        }
    }

    private void send(Buffer frames) {
        int length = frames.length();
        wrote = true;
        waiting += length;
        response.write(frames).onComplete(written -> waiting -= length);
        if (waiting > streams.writeBuffer()) {
            cut();
        }
    }

    /** The client reads too slowly: it loses this stream, and nobody else waits for it. */
    private void cut() {
        close();
        streams.wasSlow();
        if (request.version() == HttpVersion.HTTP_2) {
            response.reset(ENHANCE_YOUR_CALM);
        } else {
            ClientChannel.abort(request.connection());
        }
    }

    private void close() {
        if (!closed) {
            closed = true;
            streams.closed(this);
            cancel.run();
        }
    }
}
