package io.weir.delivery.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** What deliveries and entities are called in the store and outside. */
public final class DeliveryIds {

    private static final String PREFIX = "msg_";
    private static final Pattern TEXT = Pattern.compile(PREFIX + "[0-9a-f]{32}");

    /** An index takes no longer ones; few are. */
    private static final int LONGEST_KEY = 200;

    private DeliveryIds() {}

    /** Of one subscription, event and root always the same, whoever asks. */
    public static UUID of(String subscription, Cursor event, String root) {
        ByteBuffer digest =
                ByteBuffer.wrap(digest(subscription + '\0' + event.store() + '\0' + event.position() + '\0' + root));
        return new UUID(digest.getLong(), digest.getLong());
    }

    /** As others see it. */
    public static String text(UUID id) {
        return PREFIX + hex(id.getMostSignificantBits()) + hex(id.getLeastSignificantBits());
    }

    /** What {@link #text} made it of; empty for any other text. */
    public static Optional<UUID> of(String text) {
        if (!TEXT.matcher(text).matches()) {
            return Optional.empty();
        }
        String digits = text.substring(PREFIX.length());
        return Optional.of(new UUID(
                Long.parseUnsignedLong(digits.substring(0, 16), 16), Long.parseUnsignedLong(digits.substring(16), 16)));
    }

    /** The key as the store takes it. */
    public static String key(String key) {
        String clean = key.replace('\0', '\uFFFD');
        return clean.length() <= LONGEST_KEY
                ? clean
                : clean.substring(0, LONGEST_KEY / 2) + '#' + HexFormat.of().formatHex(digest(clean));
    }

    private static String hex(long bits) {
        return HexFormat.of().toHexDigits(bits);
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }
}
