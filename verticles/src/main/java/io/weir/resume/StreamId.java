package io.weir.resume;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * What a stream's event ids are of, so that an id of another stream is refused: a fingerprint of field, provider and
 * rendered topic, equal on all nodes and in all versions.
 *
 * @param fingerprint 32 bits
 */
public record StreamId(int fingerprint) {

    /** The stream of a field of Subscription that is its operation's only one. */
    public static StreamId of(String field, String provider, String topic) {
        return new StreamId(checkSum(field, provider, topic));
    }

    /** The stream of a field of Subscription under a response key, beside others in one operation. */
    public static StreamId of(String responseKey, String field, String provider, String topic) {
        return new StreamId(checkSum(responseKey, field, provider, topic));
    }

    /** None of the words has a space. */
    private static int checkSum(String... words) {
        CRC32 sum = new CRC32();
        sum.update(String.join(" ", words).getBytes(StandardCharsets.UTF_8));
        return (int) sum.getValue();
    }
}
