package io.weir.subgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForwardedHeadersTest {

    private final MultiMap request = MultiMap.caseInsensitiveMultiMap()
            .add("Authorization", "Bearer a")
            .add("X-Tenant", "t")
            .add("Cookie", "a=1")
            .add("Cookie", "b=2")
            .add("X-List", "1")
            .add("X-List", "2")
            .add("Traceparent", "00-1-2-01");

    @Test
    void shouldPickWhatAnySubgraphMaySee() {
        // Given
        ForwardedHeaders headers = HeaderRules.of(
                HeaderRules.subgraph("a", "authorization", "x-missing"), HeaderRules.subgraph("b", "X-Tenant"));

        // When
        Map<String, String> picked = headers.of(request);

        // Then
        assertThat(picked)
                .containsOnly(
                        Map.entry("authorization", "Bearer a"),
                        Map.entry("x-tenant", "t"),
                        Map.entry("traceparent", "00-1-2-01"));
    }

    @Test
    void shouldJoinRepeatedHeaders() {
        // Given
        ForwardedHeaders headers = HeaderRules.of(HeaderRules.subgraph("a", "cookie", "x-list"));

        // Then
        assertThat(headers.of(request)).containsEntry("cookie", "a=1; b=2").containsEntry("x-list", "1, 2");
    }

    @Test
    void shouldKeepTheTraceOutOfStreams() {
        // Given
        ForwardedHeaders headers = HeaderRules.of(HeaderRules.subgraph("a", "traceparent", "x-tenant"));

        // When
        Map<String, String> carried = headers.of(request);

        // Then
        assertThat(carried).containsOnlyKeys("traceparent", "x-tenant");
        assertThat(ForwardedHeaders.ofStream(carried)).containsOnlyKeys("x-tenant");
    }

    @Test
    void shouldCarryNothingWhereThereAreNoSubgraphs() {
        assertThat(ForwardedHeaders.NONE.of(request)).isEmpty();
    }

    @Test
    void shouldShowEachSubgraphItsOwn() {
        // Given
        ForwardedHeaders headers =
                HeaderRules.of(HeaderRules.subgraph("a", "authorization"), HeaderRules.subgraph("b", "x-tenant"));
        Map<String, String> carried = headers.of(request);

        // Then
        assertThat(headers.visible(Requests.query("a", "{}", carried)))
                .containsOnlyKeys("authorization", "traceparent");
        assertThat(headers.visible(Requests.query("b", "{}", carried))).containsOnlyKeys("x-tenant", "traceparent");
        assertThat(headers.visible(Requests.query("unknown", "{}", carried))).containsOnlyKeys("traceparent");
        assertThat(headers.distinguishing(Requests.query("a", "{}", carried))).containsOnlyKeys("authorization");
    }

    @Test
    void shouldHideWhatTheOperatorSets() {
        // Given
        ForwardedHeaders headers = HeaderRules.of(
                HeaderRules.subgraph("a", List.of("authorization"), Map.of("Authorization", "Bearer ours")));

        // Then
        assertThat(headers.visible(Requests.query("a", "{}", Map.of("authorization", "Bearer a"))))
                .isEmpty();
    }
}
