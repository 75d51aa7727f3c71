package io.weir.bridge.nats;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.impl.Headers;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.EventAttributes;
import io.weir.bus.RequestEvent;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventHeadersTest {

    @Test
    void shouldBringAttributesBackWhateverIsInThem() {
        // Given
        EventAttributes attributes = new EventAttributes("1 %\r\n", "/größe", "\"a+b\"", 3);

        // Then
        Headers headers = EventHeaders.ofEvent(attributes);
        assertThat(EventHeaders.read(headers)).isEqualTo(attributes);
        assertThat(headers.getFirst("ce-specversion")).isEqualTo("1.0");
        assertThat(headers.getFirst("ce-id")).isEqualTo("1%20%25%0D%0A");
    }

    @Test
    void shouldSayNothingOfWhatIsNotKnown() {
        assertThat(EventHeaders.ofEvent(EventAttributes.NONE).keySet()).containsExactly("Content-Type");
        assertThat(EventHeaders.read(null)).isEqualTo(EventAttributes.NONE);
    }

    @Test
    void shouldReadTheIdThatJetStreamKnows() {
        assertThat(EventHeaders.read(new Headers().put("Nats-Msg-Id", "m")).id())
                .isEqualTo("m");
        assertThat(EventHeaders.read(new Headers().put("Nats-Msg-Id", "m").put("ce-id", "c"))
                        .id())
                .isEqualTo("c");
    }

    @Test
    void shouldBelieveOnlyADepth() {
        assertThat(EventHeaders.read(new Headers().put("ce-weirdepth", "4")).depth())
                .isEqualTo(4);
        assertThat(EventHeaders.read(new Headers().put("weir-depth", "-4")).depth())
                .isZero();
    }

    @Test
    void shouldCarryTheHeadersOfARequest() {
        RequestEvent request = new RequestEvent("p", "t", Map.of("Idempotency-Key", "k-1"), Buffer.buffer("{}"), 1);
        assertThat(EventHeaders.ofRequest(request).getFirst("Idempotency-Key")).isEqualTo("k-1");
    }
}
