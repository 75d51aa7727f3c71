package io.weir.transport.ws;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A client should wait for the answer to its handshake; the slim path serves one that does not, too. */
class SlimUpgradeTest {

    @Test
    void shouldNotLoseFramesThatCameWithTheHandshake() throws Exception {
        // Given
        ByteArrayOutputStream segment = new ByteArrayOutputStream();
        segment.writeBytes(RawClient.handshake(Map.of()).getBytes(ISO_8859_1));
        segment.writeBytes(
                RawClient.masked(RawClient.FIN | RawClient.TEXT, "{\"type\":\"connection_init\"}".getBytes(UTF_8)));
        segment.writeBytes(RawClient.masked(RawClient.FIN | RawClient.TEXT, "{\"type\":\"ping\"}".getBytes(UTF_8)));

        // When
        try (EndpointUnderTest endpoint = EndpointUnderTest.start(EndpointUnderTest.SLIM);
                RawClient client = RawClient.connect(endpoint.port())) {
            client.send(segment.toByteArray());

            // Then
            client.readHead();
            client.expectText("{\"type\":\"connection_ack\"}");
            client.expectText("{\"type\":\"pong\"}");
        }
    }
}
