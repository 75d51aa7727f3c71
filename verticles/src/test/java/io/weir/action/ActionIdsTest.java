package io.weir.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.flow.ManualTiming;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ActionIdsTest {

    private final ManualTiming timing = new ManualTiming();
    private final ActionIds ids = new ActionIds(timing);

    @Test
    void shouldCarryTimeVersionAndVariant() {
        // When
        UUID id = ids.next();

        // Then
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(timing.millis());
    }

    @Test
    void shouldGrowWithTimeAndNeverRepeat() {
        // Given
        UUID first = ids.next();
        Set<UUID> all = new HashSet<>();

        // When
        for (int i = 0; i < 1000; i++) {
            all.add(ids.next());
        }
        timing.pass(Duration.ofMillis(1));

        // Then
        assertThat(all).hasSize(1000);
        assertThat(ids.next().toString()).isGreaterThan(first.toString());
    }

    @Test
    void shouldReadOnlyWhatIsAnId() {
        // Given
        String id = ids.next().toString();

        // Then
        assertThat(ActionIds.read(List.of(id.toUpperCase(), id, "1-1-1-1-1", "", " " + id, "é")))
                .containsExactly(UUID.fromString(id));
    }
}
