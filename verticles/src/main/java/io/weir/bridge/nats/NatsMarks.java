package io.weir.bridge.nats;

import io.nats.client.Connection;
import io.vertx.core.buffer.Buffer;
import io.weir.bridge.MarkSender;
import java.util.function.Consumer;

/** Sends marks to a subject that only this link listens to: each comes behind what the server had for the link before. */
final class NatsMarks implements MarkSender {

    private final Connection connection;
    private final String subject;
    private final Consumer<NatsMarks> onClosed;

    /**
     * Sends over the link's own connection.
     *
     * @param onClosed called on any thread when the server does not let this user write there
     */
    NatsMarks(Connection connection, String subject, Consumer<NatsMarks> onClosed) {
        this.connection = connection;
        this.subject = subject;
        this.onClosed = onClosed;
    }

    @Override
    public int send(long number) {
        connection.publish(subject, Buffer.buffer().appendLong(number).getBytes());
        return 1;
    }

    /** These credentials may not publish there. */
    void onForbidden(String forbidden) {
        if (forbidden.equals(subject)) {
            onClosed.accept(this);
        }
    }
}
