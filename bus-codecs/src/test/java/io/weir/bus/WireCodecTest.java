package io.weir.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import io.vertx.core.buffer.Buffer;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What nodes of different releases rely on: the bytes stay, and what cannot be read is refused loudly. */
class WireCodecTest {

    private static final int LENGTH_AT = 1;
    private static final int FIRST_FIELD_AT = 5;

    static Stream<String> samples() {
        return SampleMessages.ALL.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldWriteGoldenBytes(String sample) {
        // When
        Buffer written = encode(SampleMessages.ALL.get(sample));

        // Then
        assertThat(GoldenBytes.toHex(written)).isEqualTo(GoldenBytes.toHex(GoldenBytes.of(sample)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldReadFromTheMiddleOfALargerBuffer(String sample) {
        // Given
        BusMessage message = SampleMessages.ALL.get(sample);
        Buffer larger =
                Buffer.buffer("before").appendBuffer(GoldenBytes.of(sample)).appendString("after");

        // When
        BusMessage read = codecOf(message).decodeFromWire("before".length(), larger);

        // Then
        assertThat(read).isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldAppendToWhatIsInTheBufferAlready(String sample) {
        // Given
        BusMessage message = SampleMessages.ALL.get(sample);
        Buffer buffer = Buffer.buffer("before");

        // When
        codecOf(message).encodeToWire(buffer, message);

        // Then
        assertThat(buffer).isEqualTo(Buffer.buffer("before").appendBuffer(GoldenBytes.of(sample)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldRefuseAnotherVersionAndNameBoth(String sample) {
        // Given
        BusMessage message = SampleMessages.ALL.get(sample);
        Buffer newer = GoldenBytes.of(sample);
        int version = newer.getByte(0);
        newer.setByte(0, (byte) (version + 1));

        // Then
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> codecOf(message).decodeFromWire(0, newer))
                .withMessageContaining(message.getClass().getSimpleName())
                .withMessageContaining("version " + (version + 1))
                .withMessageContaining("version " + version);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldRefuseWhateverIsCutShort(String sample) {
        // Given
        BusMessage message = SampleMessages.ALL.get(sample);
        Buffer whole = GoldenBytes.of(sample);

        // Then
        for (int length = 0; length < whole.length(); length++) {
            Buffer cut = whole.getBuffer(0, length);
            assertThatExceptionOfType(MalformedMessageException.class)
                    .as("the first %d of %d bytes", length, whole.length())
                    .isThrownBy(() -> codecOf(message).decodeFromWire(0, cut));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldRefuseFieldsThatEndBeforeOrAfterTheMessage(String sample) {
        // Given
        BusMessage message = SampleMessages.ALL.get(sample);
        Buffer whole = GoldenBytes.of(sample).appendBytes(new byte[8]);
        int length = whole.getInt(LENGTH_AT);

        // Then
        for (int wrong : new int[] {0, length - 1, length + 1, length + 8}) {
            if (wrong == length) {
                continue; // a message without fields has no bytes
            }
            Buffer bytes = whole.copy().setInt(LENGTH_AT, wrong);
            assertThatExceptionOfType(MalformedMessageException.class)
                    .as("%d bytes said to be %d", length, wrong)
                    .isThrownBy(() -> codecOf(message).decodeFromWire(0, bytes));
        }
    }

    @Test
    void shouldAllocateNothingForALengthThatIsNotThere() {
        // Given a message and a field that claim two gigabytes, and codec and exception once used
        BusMessage message = SampleMessages.ALL.get("EventReply");
        Buffer message2g = GoldenBytes.of("EventReply").setInt(LENGTH_AT, Integer.MAX_VALUE);
        Buffer field2g = GoldenBytes.of("EventReply").setInt(FIRST_FIELD_AT, Integer.MAX_VALUE);
        refuse(message, message2g);
        refuse(message, field2g);

        // When
        long before = allocatedBytes();
        refuse(message, message2g);
        refuse(message, field2g);
        long allocated = allocatedBytes() - before;

        // Then
        assertThat(allocated).isLessThan(1 << 20);
    }

    @Test
    void shouldRefuseANegativeLength() {
        // Given
        BusMessage message = SampleMessages.ALL.get("EventReply");

        // Then
        refuse(message, GoldenBytes.of("EventReply").setInt(LENGTH_AT, -1));
        refuse(message, GoldenBytes.of("EventReply").setInt(FIRST_FIELD_AT, -1));
    }

    @Test
    void shouldRefuseAnAbsentTextThatMustBePresent() {
        // Given
        Buffer bytes = GoldenBytes.of("TopicOpened").setInt(FIRST_FIELD_AT, -1);

        // Then
        refuse(SampleMessages.ALL.get("TopicOpened"), bytes);
    }

    private static void refuse(BusMessage message, Buffer bytes) {
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> codecOf(message).decodeFromWire(0, bytes));
    }

    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static Buffer encode(BusMessage message) {
        Buffer buffer = Buffer.buffer();
        codecOf(message).encodeToWire(buffer, message);
        return buffer;
    }

    @SuppressWarnings("unchecked")
    private static WireCodec<BusMessage> codecOf(BusMessage message) {
        return (WireCodec<BusMessage>) BusCodecs.all().stream()
                .filter(codec -> codec.type() == message.getClass())
                .findFirst()
                .orElseThrow();
    }
}
