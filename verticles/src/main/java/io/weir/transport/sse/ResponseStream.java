package io.weir.transport.sse;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.weir.transport.fanout.Feed;
import io.weir.transport.fanout.SharedPayload;
import io.weir.transport.fanout.Subscriber;
import io.weir.transport.socket.ClientChannel;
import io.weir.transport.socket.Unread;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One operation's results in one HTTP response. The response head goes out when the subscription is live. Frames of one
 * event-loop tick are written together, at its end. Belongs to one event loop.
 */
final class ResponseStream implements Subscriber {

    /** RFC 9113, section 7: the peer behaves in a way that costs too much. */
    private static final long ENHANCE_YOUR_CALM = 0xb;

    private static final Feed NOTHING = () -> {};

    private final ResponseStreams streams;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final StreamFormat format;
    private final Consumer<Buffer> refused;
    private final Unread unread;
    private Feed feed = NOTHING;
    private @Nullable Buffer due;
    private boolean dueIsShared;
    /** Whether something was written that the client cannot have again: then it is cut off when it reads too slowly. */
    private boolean bounded = true;

    private boolean live;
    private boolean wrote;
    private boolean last;
    private boolean closed;

    ResponseStream(ResponseStreams streams, HttpServerRequest request, StreamFormat format, Consumer<Buffer> refused) {
        this.streams = streams;
        this.request = request;
        this.response = request.response();
        this.format = format;
        this.refused = refused;
        this.unread = new Unread(streams.writeBuffer(), () -> feed.onDrained());
        response.closeHandler(gone -> close());
        response.exceptionHandler(failure -> close());
    }

    /** Gets hold of the subscription, which may have ended by now. */
    void onJoining(Feed joining) {
        if (closed) {
            joining.cancel();
        } else {
            feed = joining;
        }
    }

    @Override
    public void onLive() {
        if (closed) {
            return;
        }
        live = true;
        ResponseStreams.head(response, format);
        send(format.opening());
        streams.opened(this);
    }

    @Override
    public void onRefused(Buffer errors) {
        if (closed) {
            return;
        }
        if (live) {
            enqueue(format.next(StreamFormat.response(errors)));
            onComplete();
        } else {
            close();
            refused.accept(errors);
        }
    }

    @Override
    public void onNext(SharedPayload payload) {
        if (!closed) {
            bounded = !payload.resumable() || due != null && bounded;
            enqueue(format.next(payload));
        }
    }

    @Override
    public void onPosition(SharedPayload position) {
        Buffer frame = closed ? null : format.position(position);
        if (frame != null) {
            enqueue(frame);
        }
    }

    @Override
    public void onComplete() {
        end(format.complete());
    }

    @Override
    public void onBroken(Buffer errors) {
        end(format.broken(errors));
    }

    private void end(Buffer frame) {
        if (!closed) {
            last = true;
            enqueue(frame);
        }
    }

    /** A client that reads gets the frames of this tick before it is judged by them. */
    @Override
    public boolean full() {
        if (due != null && unread.fullWith(due.length())) {
            flush();
        }
        return !closed && unread.full();
    }

    @Override
    public void onStalled() {
        cut();
    }

    /** Writes what this tick brought. */
    void flush() {
        Buffer frames = due;
        due = null;
        if (closed || frames == null) {
            return;
        }
        if (last) {
            close();
            response.end(frames);
        } else {
            send(frames);
        }
    }

    /** Says that the stream is alive, unless it wrote something since it was last asked, or the client has yet to read. */
    void heartbeat() {
        if (!wrote && !closed && unread.bytes() == 0) {
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
        Buffer ending = Buffer.buffer();
        if (frames != null) {
            ending.appendBuffer(frames);
        }
        response.end(ending.appendBuffer(format.interrupted()));
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
        unread.add(length);
        response.write(frames).onComplete(written -> unread.remove(length));
        if (bounded && unread.bytes() > streams.writeBuffer()) {
            cut();
        }
    }

    /** The client reads too slowly: it loses this stream, and nobody else waits for it. */
    private void cut() {
        if (closed) {
            return;
        }
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
            feed.cancel();
        }
    }
}
