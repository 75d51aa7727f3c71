package io.weir.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The wire form of one message type: a version byte, the length of what follows, the fields. A reader that knows only
 * an older version refuses a newer one loudly.
 *
 * @param <T> the message type
 */
final class WireCodec<T extends BusMessage> implements MessageCodec<T, T> {

    private static final int HEADER_BYTES = 1 + Integer.BYTES;

    private final Class<T> type;
    private final byte version;
    private final BiConsumer<WireWriter, T> writer;
    private final Function<WireReader, T> reader;

    WireCodec(Class<T> type, int version, BiConsumer<WireWriter, T> writer, Function<WireReader, T> reader) {
        this.type = type;
        this.version = (byte) version;
        this.writer = writer;
        this.reader = reader;
    }

    Class<T> type() {
        return type;
    }

    /** The version that it writes and reads. */
    String version() {
        return String.valueOf(version);
    }

    @Override
    public void encodeToWire(Buffer buffer, T message) {
        buffer.appendByte(version);
        int lengthAt = buffer.length();
        buffer.appendInt(0);
        writer.accept(new WireWriter(buffer), message);
        buffer.setInt(lengthAt, buffer.length() - lengthAt - Integer.BYTES);
    }

    @Override
    public T decodeFromWire(int position, Buffer buffer) {
        try {
            return decode(position, buffer);
        } catch (MalformedMessageException | IndexOutOfBoundsException | IllegalArgumentException malformed) {
            throw new MalformedMessageException(type.getSimpleName(), String.valueOf(malformed.getMessage()));
        }
    }

    private T decode(int position, Buffer buffer) {
        if (buffer.length() - position < HEADER_BYTES) {
            throw new MalformedMessageException(type.getSimpleName() + " ends within its header");
        }
        byte found = buffer.getByte(position);
        if (found != version) {
            throw new MalformedMessageException(
                    "%s has version %d on the wire, this node reads version %d: run nodes of one release"
                            .formatted(type.getSimpleName(), found, version));
        }
        int length = buffer.getInt(position + 1);
        int start = position + HEADER_BYTES;
        if (length < 0 || length > buffer.length() - start) {
            throw new MalformedMessageException("%s says it has %d bytes, %d are there"
                    .formatted(type.getSimpleName(), length, buffer.length() - start));
        }
        WireReader fields = new WireReader(buffer, start, start + length);
        T message = reader.apply(fields);
        fields.expectEnd();
        return message;
    }

    /** Messages are immutable: the receiver on this node gets the sender's object. */
    @Override
    public T transform(T message) {
        return message;
    }

    @Override
    public String name() {
        return BusAddress.INTERNAL_PREFIX + type.getSimpleName();
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }
}
