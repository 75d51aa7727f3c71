package io.weir.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON without loss: objects are {@link JsonMap}s in the order written, arrays {@link ArrayList}s, whole numbers
 * {@link Integer}, {@link Long} or {@link BigInteger}, other numbers {@link BigDecimal}. Thread-safe.
 */
public final class Json {

    private static final int MAX_NESTING = 200;
    /** What has fewer characters is an {@link Integer}. */
    private static final int INT_DIGITS = 10;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_NESTING).build())
            .build();

    private Json() {}

    /**
     * Parses one JSON value that fills the whole buffer.
     *
     * @throws MalformedJsonException when it is not exactly one JSON value in UTF-8, nests deeper than 200 levels or
     *     repeats a key
     */
    public static @Nullable Object parse(Buffer bytes) {
        byte[] array = bytes.getBytes();
        try (JsonParser parser = FACTORY.createParser(array)) {
            return parseAll(parser);
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    /** Parses one JSON value that fills the whole text; see {@link #parse(Buffer)}. */
    public static @Nullable Object parse(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            return parseAll(parser);
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    /** The value as UTF-8 JSON text. Takes what {@link #parse} gives, and any other {@link Iterable}, {@link Number}. */
    public static Buffer write(@Nullable Object value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator generator = FACTORY.createGenerator(out)) {
            write(generator, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(out.toByteArray());
    }

    private static void write(JsonGenerator generator, @Nullable Object value) throws IOException {
        if (value == null) {
            generator.writeNull();
        } else if (value instanceof String text) {
            generator.writeString(text);
        } else if (value instanceof Boolean bool) {
            generator.writeBoolean(bool);
        } else if (value instanceof Map<?, ?> map) {
            generator.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                generator.writeFieldName(String.valueOf(entry.getKey()));
                write(generator, entry.getValue());
            }
            generator.writeEndObject();
        } else if (value instanceof Iterable<?> list) {
            generator.writeStartArray();
            for (Object element : list) {
                write(generator, element);
            }
            generator.writeEndArray();
        } else if (value instanceof Number number) {
            writeNumber(generator, number);
        } else {
            generator.writeString(value.toString());
        }
    }

    private static void writeNumber(JsonGenerator generator, Number number) throws IOException {
        if (number instanceof Integer || number instanceof Short || number instanceof Byte) {
            generator.writeNumber(number.intValue());
        } else if (number instanceof Long) {
            generator.writeNumber(number.longValue());
        } else if (number instanceof BigInteger big) {
            generator.writeNumber(big);
        } else if (number instanceof BigDecimal big) {
            generator.writeNumber(big.toString());
        } else if (Double.isFinite(number.doubleValue())) {
            generator.writeNumber(number.doubleValue());
        } else {
            generator.writeNull();
        }
    }

    private static @Nullable Object parseAll(JsonParser parser) throws IOException {
        if (parser.nextToken() == null) {
            throw new JsonParseException(parser, "the text is empty");
        }
        Object value = value(parser);
        if (parser.nextToken() != null) {
            throw new JsonParseException(parser, "something follows the value");
        }
        return value;
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> whole(parser);
            case VALUE_NUMBER_FLOAT -> decimal(parser);
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            default -> null;
        };
    }

    private static Number whole(JsonParser parser) throws IOException {
        return parser.getTextLength() < INT_DIGITS ? parser.getIntValue() : parser.getNumberValue();
    }

    /** An exponent beyond what {@link BigDecimal} holds is the sender's fault, not ours. */
    private static BigDecimal decimal(JsonParser parser) throws IOException {
        try {
            return parser.getDecimalValue();
        } catch (NumberFormatException e) {
            throw new JsonParseException(parser, "the exponent of a number is out of range");
        }
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
        JsonMap map = new JsonMap();
        String name = parser.nextFieldName();
        while (name != null) {
            parser.nextToken();
            if (!map.add(name, value(parser))) {
                throw new JsonParseException(parser, "an object has a key twice");
            }
            name = parser.nextFieldName();
        }
        return map;
    }

    private static List<@Nullable Object> array(JsonParser parser) throws IOException {
        List<@Nullable Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(parser));
        }
        return list;
    }

    private static MalformedJsonException malformed(IOException e) {
        if (e instanceof com.fasterxml.jackson.core.JsonProcessingException json) {
            var at = json.getLocation();
            String place = at == null ? "" : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
            return new MalformedJsonException(json.getOriginalMessage() + place);
        }
        return new MalformedJsonException("not UTF-8 text");
    }
}
