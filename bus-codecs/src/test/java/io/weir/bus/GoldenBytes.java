package io.weir.bus;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The bytes of a sample message as a released node writes them: hexadecimal, white space ignored. */
final class GoldenBytes {

    private GoldenBytes() {}

    static Buffer of(String sample) {
        String file = "/golden/" + sample + ".hex";
        try (InputStream in = GoldenBytes.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new AssertionError("no " + file + ": a message on the wire needs golden bytes, see README.md");
            }
            String hex = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return Buffer.buffer(HexFormat.of().parseHex(hex.replaceAll("\\s", "")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String toHex(Buffer bytes) {
        return HexFormat.of().formatHex(bytes.getBytes()).replaceAll("(.{64})", "$1\n");
    }
}
