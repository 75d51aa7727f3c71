package io.weir.transport.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.weir.transport.fanout.SharedPayload;
import org.junit.jupiter.api.Test;

class StreamFormatTest {

    private static final Buffer RESPONSE = Buffer.buffer("{\"data\":{\"n\":1}}");

    @Test
    void shouldWriteAResultAsOneServerSentEvent() {
        // When
        Buffer frame = StreamFormat.EVENT_STREAM.next(RESPONSE);

        // Then
        assertThat(frame).hasToString("event: next\ndata: {\"data\":{\"n\":1}}\n\n");
        assertThat(StreamFormat.EVENT_STREAM.complete()).hasToString("event: complete\ndata:\n\n");
    }

    @Test
    void shouldKeepAnEventStreamAliveWithComments() {
        assertThat(StreamFormat.EVENT_STREAM.heartbeat()).hasToString(":\n\n");
    }

    @Test
    void shouldEndEachPartWithTheNextBoundary() {
        // When
        String stream = "" + StreamFormat.MULTIPART.opening() + StreamFormat.MULTIPART.next(RESPONSE)
                + StreamFormat.MULTIPART.heartbeat() + StreamFormat.MULTIPART.complete();

        // Then
        assertThat(stream)
                .isEqualTo("\r\n---\r\nContent-Type: application/json\r\n\r\n{\"payload\":{\"data\":{\"n\":1}}}"
                        + "\r\n---\r\nContent-Type: application/json\r\n\r\n{}"
                        + "\r\n-----\r\n");
    }

    @Test
    void shouldTellAnInterruptedMultipartClientAsATransportError() {
        assertThat(StreamFormat.MULTIPART.interrupted().toString())
                .contains("{\"payload\":null,\"errors\":[{\"message\":")
                .endsWith("\r\n-----\r\n");
    }

    @Test
    void shouldMakeTheFrameOfASharedPayloadOnceForEachFormat() {
        // Given
        SharedPayload payload = new SharedPayload(RESPONSE);

        // When
        Buffer first = StreamFormat.EVENT_STREAM.next(payload);
        Buffer other = StreamFormat.MULTIPART.next(payload);
        Buffer second = StreamFormat.EVENT_STREAM.next(payload);

        // Then
        assertThat(second).isSameAs(first).isNotEqualTo(other);
    }
}
