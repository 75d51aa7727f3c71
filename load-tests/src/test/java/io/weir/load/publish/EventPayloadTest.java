package io.weir.load.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import io.weir.json.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventPayloadTest {

    @Test
    void shouldBeJsonOfTheAskedSizeWithTheNumber() {
        // Given
        EventPayload payload = new EventPayload(200);
        long sequence = EventPayload.firstSequence() + 42L;
        // When
        byte[] bytes = payload.with(sequence);
        // Then
        assertThat(bytes).hasSize(200);
        assertThat(Json.parse(Buffer.buffer(bytes)))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsAllEntriesOf(Map.of("__typename", "Reading", "seq", 1_000_000_042));
    }

    @Test
    void shouldRefuseASizeThatHoldsNoEvent() {
        assertThatThrownBy(() -> new EventPayload(20)).hasMessageContaining("too small");
    }
}
