package io.weir.execution.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import io.weir.graph.action.OnTimeout;
import io.weir.json.Json;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsistencyWordsTest {

    private static ConsistencyTerms extension(String json) {
        return ConsistencyWords.ofExtension(Json.parse(Buffer.buffer(json)));
    }

    @Test
    void shouldReadHeaders() {
        assertThat(ConsistencyWords.ofHeaders(List.of("a", "b", "a"), " Stale ", "250ms", "search"))
                .isEqualTo(new ConsistencyTerms(List.of("a", "b"), OnTimeout.STALE, Duration.ofMillis(250), "search"));
        assertThat(ConsistencyWords.ofHeaders(List.of(), "fail", " 1500 ", null))
                .isEqualTo(new ConsistencyTerms(List.of(), OnTimeout.FAIL, Duration.ofMillis(1500), null));
    }

    @Test
    void shouldReadTheExtension() {
        assertThat(extension("{\"token\":[\"a\",\"b\"],\"onTimeout\":\"STALE\",\"timeout\":\"2s\",\"system\":\"x\"}"))
                .isEqualTo(new ConsistencyTerms(List.of("a", "b"), OnTimeout.STALE, Duration.ofSeconds(2), "x"));
        assertThat(extension("{\"token\":\"a\",\"timeout\":0}"))
                .isEqualTo(new ConsistencyTerms(List.of("a"), null, Duration.ZERO, null));
    }

    @Test
    void shouldTakeBackWhatAResponseSaid() {
        assertThat(extension("{\"token\":null,\"satisfied\":true,\"waitedMs\":3,\"systems\":[]}"))
                .isEqualTo(ConsistencyTerms.NONE);
        assertThat(extension("{\"token\":\"\"}").gated()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "\"token\"",
                "{\"token\":7}",
                "{\"token\":[null]}",
                "{\"token\":{\"a\":1}}",
                "{\"onTimeout\":\"LATER\"}",
                "{\"onTimeout\":true}",
                "{\"timeout\":-1}",
                "{\"timeout\":1.5}",
                "{\"timeout\":\"soon\"}",
                "{\"timeout\":\"-5s\"}",
                "{\"timeout\":9999999999}",
                "{\"system\":[]}"
            })
    void shouldRefuseWhatIsMalformed(String json) {
        assertThatThrownBy(() -> extension(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("extensions.consistency");
    }

    @ParameterizedTest
    @CsvSource({"later, , Consistency-On-Timeout", ", soon, Consistency-Timeout"})
    void shouldNameTheHeaderThatIsMalformed(String onTimeout, String timeout, String header) {
        assertThatThrownBy(() -> ConsistencyWords.ofHeaders(List.of(), onTimeout, timeout, null))
                .hasMessageStartingWith("the header \"" + header + "\": ");
    }

    @Test
    void shouldTakeAsManyTokensAsAreAllowed() {
        List<String> eight =
                IntStream.range(0, 8).mapToObj(i -> i + "x".repeat(4095)).toList();
        assertThat(ConsistencyWords.ofHeaders(eight, null, null, null).tokens()).isEqualTo(eight);
        ConsistencyTerms full = ConsistencyWords.ofHeaders(eight, null, null, null);
        assertThatThrownBy(() -> full.or(extension("{\"token\":\"ninth\"}")))
                .hasMessageStartingWith("there are 9 consistency tokens, at most 8 are allowed");
        assertThat(new ConsistencyTerms(Collections.nCopies(9, "same"), null, null, null).tokens())
                .containsExactly("same");
    }

    @Test
    void shouldCountTheTokensOfBothAndElseTheHeadersFirst() {
        ConsistencyTerms header = ConsistencyWords.ofHeaders(List.of("h"), "fail", null, null);
        assertThat(header.or(extension("{\"token\":\"e\",\"onTimeout\":\"STALE\",\"timeout\":5,\"system\":\"x\"}")))
                .isEqualTo(new ConsistencyTerms(List.of("h", "e"), OnTimeout.FAIL, Duration.ofMillis(5), "x"));
    }

    @Test
    void shouldTellTheTokensThatStandForSomething() {
        assertThat(new ConsistencyTerms(List.of("cz0", "a"), null, null, null).sealed())
                .containsExactly("a");
    }
}
