package io.weir.load.subscribe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameReaderTest {

    private final List<String> seen = new ArrayList<>();
    private final FrameReader.Sink sink = new FrameReader.Sink() {
        @Override
        public void onText(byte[] bytes, int from, int to) {
            seen.add("text " + new String(bytes, from, to - from, StandardCharsets.UTF_8));
        }

        @Override
        public void onPing(byte[] bytes, int from, int to) {
            seen.add("ping " + (to - from));
        }

        @Override
        public void onClose(byte[] bytes, int from, int to) {
            seen.add("close " + (to - from));
        }

        @Override
        public void onUnreadable(String why) {
            seen.add("unreadable " + why);
        }
    };

    @Test
    void shouldReadFramesOfEveryLengthForm() {
        // Given
        byte[] bytes = join(frame(0x81, 5), frame(0x81, 126), frame(0x81, 65_535), frame(0x81, 65_536), frame(0x89, 0));
        // When
        int used = FrameReader.read(bytes, 0, bytes.length, sink);
        // Then
        assertThat(used).isEqualTo(bytes.length);
        assertThat(seen.stream().map(String::length)).containsExactly(10, 131, 65_540, 65_541, 6);
    }

    @Test
    void shouldWaitForTheRestOfACutFrame() {
        // Given
        byte[] bytes = join(frame(0x81, 3), frame(0x81, 200), frame(0x88, 2));
        int second = 5;
        for (int length = 0; length <= bytes.length; length++) {
            seen.clear();
            // When
            byte[] cut = Arrays.copyOf(bytes, length);
            int used = FrameReader.read(cut, 0, length, sink);
            FrameReader.read(bytes, used, bytes.length, sink);
            // Then
            assertThat(used).isIn(0, second, second + 204, bytes.length).isLessThanOrEqualTo(length);
            assertThat(seen).containsExactly("text aaa", "text " + "a".repeat(200), "close 2");
        }
    }

    @Test
    void shouldRefuseFragmentsMasksAndBinary() {
        // Given
        byte[] masked = {(byte) 0x81, (byte) 0x81, 0, 0, 0, 0, 'a'};
        // When
        FrameReader.read(frame(0x01, 1), 0, 3, sink);
        FrameReader.read(frame(0x82, 1), 0, 3, sink);
        FrameReader.read(masked, 0, masked.length, sink);
        // Then
        assertThat(seen).hasSize(3).allMatch(text -> text.startsWith("unreadable a frame beginning with 0x"));
    }

    @Test
    void shouldReadWhatTheClientWritesOnceTheMaskIsTakenOff() {
        // Given: the client masks with zeros
        byte[] frame = ClientFrame.text("x".repeat(300));
        byte[] unmasked = new byte[frame.length - 4];
        System.arraycopy(frame, 0, unmasked, 0, 4);
        System.arraycopy(frame, 8, unmasked, 4, 300);
        unmasked[1] &= 0x7f;
        // When
        FrameReader.read(unmasked, 0, unmasked.length, sink);
        // Then
        assertThat(seen).containsExactly("text " + "x".repeat(300));
    }

    private static byte[] frame(int first, int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(first);
        int lengthBytes = length < 126 ? 0 : length < 65_536 ? 2 : 8;
        out.write(lengthBytes == 0 ? length : lengthBytes == 2 ? 126 : 127);
        for (int i = lengthBytes - 1; i >= 0; i--) {
            out.write((int) ((long) length >> (8 * i)));
        }
        byte[] payload = new byte[length];
        Arrays.fill(payload, (byte) 'a');
        out.writeBytes(payload);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
