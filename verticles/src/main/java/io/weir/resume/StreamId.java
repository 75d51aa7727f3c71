package io.weir.resume;

/**
 * What a stream's event ids are of, so that an id of another stream is refused: a fingerprint of field, provider and
 * rendered topic, equal on all nodes and in all versions.
 *
 * @param fingerprint 32 bits
 */
public record StreamId(int fingerprint) {

    /** The stream of a field of Subscription. */
    public static StreamId of(String field, String provider, String topic) {
        return new StreamId(31 * (31 * field.hashCode() + provider.hashCode()) + topic.hashCode());
    }
}
