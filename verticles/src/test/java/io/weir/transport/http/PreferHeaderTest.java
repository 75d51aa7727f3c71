package io.weir.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.execution.Preference;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PreferHeaderTest {

    private static Preference read(String... lines) {
        return PreferHeader.read(List.of(lines));
    }

    private static Preference preference(boolean respondAsync, long seconds) {
        return new Preference(respondAsync, Optional.of(Duration.ofSeconds(seconds)));
    }

    @Test
    void shouldReadWhatItKnowsAmongOthers() {
        assertThat(read("respond-async")).isEqualTo(new Preference(true, Optional.empty()));
        assertThat(read("wait=10")).isEqualTo(preference(false, 10));
        assertThat(read("handling=lenient, Respond-Async; x=y, WAIT = \"7\"")).isEqualTo(preference(true, 7));
        assertThat(read("return=minimal", "wait=5", "wait=9")).isEqualTo(preference(false, 5));
        assertThat(read("wait=0")).isEqualTo(preference(false, 0));
    }

    @Test
    void shouldGrantNoMoreThanAMinute() {
        assertThat(read("wait=100000")).isEqualTo(preference(false, 60));
    }

    @Test
    void shouldIgnoreTheRest() {
        assertThat(read("wait=soon")).isNull();
        assertThat(read("wait=-1", "wait=99999999999", "respond-asynchronously", ""))
                .isNull();
    }
}
