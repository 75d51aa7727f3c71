package io.weir.subgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FetchScopeTest {

    private final FakeSubgraphs client = new FakeSubgraphs();
    private final Subgraphs subgraphs = new Subgraphs(client, HeaderRules.of(HeaderRules.subgraph("a", "user")));

    @Test
    void shouldSendEqualQueriesOfAnEventOnce() {
        // Given
        FetchScope event = subgraphs.forEvent();

        // When
        Future<Buffer> first = event.send(Requests.query("a", "{x}"));
        client.answer(0, "{}");
        Future<Buffer> later = event.send(Requests.query("a", "{x}"));

        // Then
        assertThat(client.requests()).hasSize(1);
        assertThat(later.result()).isSameAs(first.result());
    }

    @Test
    void shouldJoinNothingFromBeforeTheEvent() {
        // Given
        subgraphs.forOperations().send(Requests.query("a", "{x}"));
        subgraphs.forEvent().send(Requests.query("a", "{x}"));

        // When
        subgraphs.forEvent().send(Requests.query("a", "{x}"));

        // Then
        assertThat(client.requests()).hasSize(3);
    }

    @Test
    void shouldKeepUsersApart() {
        // Given
        FetchScope event = subgraphs.forEvent();

        // When
        event.send(Requests.query("a", "{x}", Map.of("user", "1")));
        event.send(Requests.query("a", "{x}", Map.of("user", "2")));

        // Then
        assertThat(client.requests()).hasSize(2);
    }

    @Test
    void shouldTellThatANodeHasNoSubgraphs() {
        // When
        Future<Buffer> reply = Subgraphs.none().forEvent().send(Requests.query("a", "{x}"));

        // Then
        assertThat(reply.cause()).hasMessage("the subgraph \"a\" could not be reached");
    }
}
