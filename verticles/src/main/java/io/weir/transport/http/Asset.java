package io.weir.transport.http;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;

/**
 * A file of the jar as HTTP serves it.
 *
 * @param contentType its media type
 * @param bytes as they go out
 * @param gzip whether the bytes are compressed
 * @param tag its strong entity tag
 */
record Asset(String contentType, Buffer bytes, boolean gzip, String tag) {

    private static final String FOLDER = "graphiql/";

    /** Reads a file beside this class; blocks. A name that ends with {@code .gz} is a compressed file. */
    static Asset load(String name, String contentType) {
        try (InputStream in = Asset.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + name);
            }
            Buffer bytes = Buffer.buffer(in.readAllBytes());
            return new Asset(contentType, bytes, name.endsWith(".gz"), tagOf(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same for a client that does not take compressed answers. */
    Asset plain() {
        if (!gzip) {
            return this;
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes.getBytes()))) {
            Buffer inflated = Buffer.buffer(in.readAllBytes());
            return new Asset(contentType, inflated, false, tagOf(inflated));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String tagOf(Buffer bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes.getBytes());
        return "\"%x-%x\"".formatted(bytes.length(), crc.getValue());
    }
}
