package io.weir.load.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessUsageTest {

    @Test
    void shouldReadWhatLinuxSays(@TempDir Path proc) throws IOException {
        // Given: a command may hold blanks and parentheses
        Files.writeString(
                proc.resolve("stat"),
                "42 (a (b) c) S 1 42 42 0 -1 4194560 100 0 0 0 150 50 8 7 20 0 30 0 1000 5000000 2000 0 0");
        Files.writeString(proc.resolve("status"), "Name:\tjava\nVmHWM:\t  204800 kB\nVmRSS:\t  102400 kB\n");
        // When
        ProcessUsage usage = new ProcessUsage(proc);
        // Then
        assertThat(usage.cpuMicros()).isEqualTo(2_000_000);
        assertThat(usage.cpuMicrosWithEnded()).isEqualTo(2_150_000);
        assertThat(usage.residentBytes()).isEqualTo(100L << 20);
        assertThat(usage.peakBytes()).isEqualTo(200L << 20);
    }
}
