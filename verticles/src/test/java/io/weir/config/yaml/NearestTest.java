package io.weir.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    @ParameterizedTest
    @CsvSource({
        "port, port, 0",
        "Port, port, 0",
        "prot, port, 1",
        "pot, port, 1",
        "portt, port, 1",
        "part, port, 1",
        "'', abc, 3",
        "host, port, 2",
        "kitten, sitting, 3"
    })
    void shouldCountEdits(String from, String to, int edits) {
        assertThat(Nearest.distance(from, to)).isEqualTo(edits);
        assertThat(Nearest.distance(to, from)).isEqualTo(edits);
    }

    @Test
    void shouldSuggestTheNearest() {
        assertThat(Nearest.suggestion("maxReconect", List.of("reconnect", "maxReconnect")))
                .isEqualTo("did you mean \"maxReconnect\"?");
    }

    @Test
    void shouldListAllWhenNoneIsNear() {
        assertThat(Nearest.suggestion("colour", List.of("host", "port"))).isEqualTo("known are host, port");
        assertThat(Nearest.suggestion("colour", List.of())).isEqualTo("no keys are known here");
    }
}
