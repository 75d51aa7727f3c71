package io.weir.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadFileTest {

    @Test
    void shouldFillInDefaults() {
        // When
        Workload workload = WorkloadFile.parse("w", "subscribers: 7");
        // Then
        assertThat(workload)
                .isEqualTo(new Workload(
                        "w",
                        7,
                        1,
                        0,
                        1,
                        200,
                        false,
                        false,
                        Workload.Way.HTTP,
                        Duration.ZERO,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(20)));
    }

    @Test
    void shouldReadEveryKey() {
        // When
        Workload workload = WorkloadFile.parse("w", """
                subscribers: 100
                topics: 10
                rate: 1000
                burst: 4
                payload: 300
                enriched: true
                resumable: true
                publish: rabbitmq
                idle: 250ms
                warmup: 2s
                duration: 1m
                """);
        // Then
        assertThat(workload)
                .isEqualTo(new Workload(
                        "w",
                        100,
                        10,
                        1000,
                        4,
                        300,
                        true,
                        true,
                        Workload.Way.RABBITMQ,
                        Duration.ofMillis(250),
                        Duration.ofSeconds(2),
                        Duration.ofMinutes(1)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {subscribers: many}                 | 'subscribers' must be a whole number, not many
                    {topics: 1}                         | 'subscribers' must be a whole number, not null
                    {subscribers: 0}                    | 'subscribers' must be between 1 and 200000, not 0
                    {subscribers: 2, topics: 3}         | 'topics' must be between 1 and 2, not 3
                    {subscribers: 2, rate: -1}          | 'rate' must be between 0 and 1000000, not -1
                    {subscribers: 2, burst: 0}          | 'burst' must be between 1 and 10000, not 0
                    {subscribers: 2, payload: 99}       | 'payload' must be between 100 and 60000, not 99
                    {subscribers: 2, warmup: 5}         | 'warmup' must be like 250ms, 10s or 5m, not 5
                    {subscribers: 2, duration: 11m}     | 'duration' must be between 0s and PT10M, not PT11M
                    {subscribers: 2, enriched: a bit}   | 'enriched' must be true or false, not a bit
                    {subscribers: 2, resumable: maybe}  | 'resumable' must be true or false, not maybe
                    {subscribers: 2, publish: pigeon}   | 'publish' must be one of [HTTP, RABBITMQ], not pigeon
                    {subscribers: 2, subscriber: 2}     | unknown key 'subscriber'
                    [1]                                 | a workload is a mapping of keys to values
                    {subscribers: 2                     | not YAML
                    """)
    void shouldNameWhatIsWrong(String yaml, String message) {
        assertThatThrownBy(() -> WorkloadFile.parse("w", yaml))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void shouldPublishWholeBurstsAndEquallyManyOnEveryTopic() {
        // Given
        Workload workload = WorkloadFile.parse("w", "{subscribers: 10, topics: 3, rate: 10, burst: 4}");
        // When
        long events = workload.eventsIn(Duration.ofMillis(1300));
        // Then
        assertThat(events).isEqualTo(24);
    }

    @Test
    void shouldCompareAResumableWorkloadWithItsTwin() {
        // Given
        Workload logged = WorkloadFile.parse(
                "7-subscribers-1-topic-2-per-second-200b-resumable-rabbitmq",
                "{subscribers: 7, rate: 2, resumable: true, publish: rabbitmq}");
        // When
        Workload live = logged.live();
        // Then
        assertThat(logged.shape()).isEqualTo(logged.name());
        assertThat(live.name()).isEqualTo("7-subscribers-1-topic-2-per-second-200b-rabbitmq");
        assertThat(live.shape()).isEqualTo(live.name());
    }

    @Test
    void shouldNameEveryWorkloadFileByItsShape() throws IOException {
        // Given
        Path folder = Path.of(System.getProperty("weir.root"), "load-tests/workloads");
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.toList();
        }
        // Then
        assertThat(files).hasSizeGreaterThan(4).allSatisfy(file -> {
            Workload workload = WorkloadFile.read(file);
            assertThat(workload.shape()).isEqualTo(workload.name());
        });
    }
}
