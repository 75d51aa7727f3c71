package io.weir.action.ledger;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** Keys of clients as SHA-256 digests: of one length whatever a client sends, so that each fits an index. */
final class Digests {

    private Digests() {}

    /** An idempotency key, which belongs to its owner and field. */
    static @Nullable Buffer key(NewAction action) {
        return action.key()
                .map(key -> digest(action.owner(), action.field(), key.name()))
                .orElse(null);
    }

    /** A serial key, which all fields share. */
    static @Nullable Buffer serialKey(NewAction action) {
        String key = action.serialKey();
        return key == null ? null : digest(key);
    }

    /** Each text with its length before it, so that no two lists of texts are one. */
    private static Buffer digest(String... texts) {
        Buffer all = Buffer.buffer();
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            all.appendInt(bytes.length).appendBytes(bytes);
        }
        try {
            return Buffer.buffer(MessageDigest.getInstance("SHA-256").digest(all.getBytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
