package io.weir.plan;

import graphql.language.SourceLocation;
import io.weir.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * How one selected field is written.
 *
 * @param responseKey its alias or name
 * @param encodedKey the response key with its quotes and colon, as UTF-8
 * @param sourceKey where the value stands in the representation
 * @param coordinate {@code Type.field}, for errors
 * @param typename whether it is {@code __typename}
 * @param value how its value is written
 * @param location in the document
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the array is never written to
public record FieldProjection(
        String responseKey,
        byte[] encodedKey,
        String sourceKey,
        String coordinate,
        boolean typename,
        ValueProjection value,
        @Nullable SourceLocation location) {

    /** The JSON parser interns the names of fields: the very same text is found fastest. */
    public FieldProjection {
        sourceKey = sourceKey.intern();
    }

    static FieldProjection of(
            String responseKey,
            String sourceKey,
            String coordinate,
            ValueProjection value,
            @Nullable SourceLocation location) {
        byte[] key = Json.write(responseKey).appendByte((byte) ':').getBytes();
        return new FieldProjection(
                responseKey, key, sourceKey, coordinate, sourceKey.equals("__typename"), value, location);
    }

    /** The same field, its value standing elsewhere. */
    FieldProjection from(String key) {
        return new FieldProjection(responseKey, encodedKey, key, coordinate, typename, value, location);
    }
}
