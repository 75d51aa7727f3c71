package io.weir.subgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SharedFetchesTest {

    private final FakeSubgraphs subgraphs = new FakeSubgraphs();
    private final List<String> joined = new ArrayList<>();
    private final SharedFetches shared = new SharedFetches(
            subgraphs, HeaderRules.of(HeaderRules.subgraph("a", "user"), HeaderRules.subgraph("b")), joined::add);

    @Test
    void shouldSendEqualQueriesUnderWayOnce() {
        // When
        Future<Buffer> first = shared.send(Requests.query("a", "{x}"));
        Future<Buffer> second = shared.send(Requests.query("a", "{x}"));
        subgraphs.answer(0, "{}");

        // Then
        assertThat(subgraphs.requests()).hasSize(1);
        assertThat(joined).containsExactly("a");
        assertThat(second.result()).isSameAs(first.result());
    }

    @Test
    void shouldFailAllThatShare() {
        // When
        Future<Buffer> first = shared.send(Requests.query("a", "{x}"));
        Future<Buffer> second = shared.send(Requests.query("a", "{x}"));
        subgraphs.fail(0, SubgraphFailure.TIMEOUT.of("a"));

        // Then
        assertThat(first.cause()).isInstanceOf(SubgraphException.class);
        assertThat(second.cause()).isSameAs(first.cause());
    }

    @Test
    void shouldLeaveNobodyWaitingForAClientThatThrows() {
        // Given
        SharedFetches closing = new SharedFetches(
                request -> {
                    throw new IllegalStateException("closed");
                },
                ForwardedHeaders.NONE,
                joined::add);

        // When
        Future<Buffer> first = closing.send(Requests.query("a", "{x}"));
        Future<Buffer> second = closing.send(Requests.query("a", "{x}"));

        // Then
        assertThat(first.failed()).isTrue();
        assertThat(second.failed()).isTrue();
        assertThat(joined).isEmpty();
    }

    @Test
    void shouldSendAgainWhatIsAnswered() {
        // Given
        shared.send(Requests.query("a", "{x}"));
        subgraphs.answer(0, "{}");

        // When
        shared.send(Requests.query("a", "{x}"));

        // Then
        assertThat(subgraphs.requests()).hasSize(2);
    }

    @Test
    void shouldKeepApartWhatDiffers() {
        // When
        shared.send(Requests.query("a", "{x}"));
        shared.send(Requests.query("a", "{y}"));
        shared.send(Requests.query("b", "{x}"));
        shared.send(Requests.query("a", "{x}", Map.of("user", "1")));
        shared.send(Requests.query("a", "{x}", Map.of("user", "2")));

        // Then
        assertThat(subgraphs.requests()).hasSize(5);
    }

    @Test
    void shouldShareWhatDiffersOnlyInHeadersThatTheSubgraphDoesNotSee() {
        // When
        shared.send(Requests.query("b", "{x}", Map.of("user", "1", "traceparent", "t1")));
        shared.send(Requests.query("b", "{x}", Map.of("user", "2", "traceparent", "t2")));

        // Then
        assertThat(subgraphs.requests()).hasSize(1);
    }

    @Test
    void shouldNeverShareMutations() {
        // When
        shared.send(Requests.mutation("a", "{x}"));
        shared.send(Requests.mutation("a", "{x}"));

        // Then
        assertThat(subgraphs.requests()).hasSize(2);
    }

    @Test
    void shouldNotJoinAQueryFromBeforeAMutation() {
        // Given
        shared.send(Requests.query("a", "{x}"));
        shared.send(Requests.mutation("b", "{m}"));

        // When
        shared.send(Requests.query("a", "{x}"));
        subgraphs.answer(1, "{}");
        shared.send(Requests.query("a", "{x}"));
        shared.mutationFinished();
        shared.send(Requests.query("a", "{x}"));

        // Then: the first joins, since the mutation still runs
        assertThat(subgraphs.requests())
                .extracting(request -> request.body().toString())
                .containsExactly("{x}", "{m}", "{x}", "{x}");
    }

    @Test
    void shouldNotJoinAQueryFromBeforeAMutationThatFailed() {
        // Given
        shared.send(Requests.query("a", "{x}"));
        shared.send(Requests.mutation("b", "{m}"));
        subgraphs.fail(1, SubgraphFailure.TIMEOUT.of("b"));

        // When
        shared.send(Requests.query("a", "{x}"));

        // Then
        assertThat(subgraphs.requests()).hasSize(3);
    }

    @Test
    void shouldForgetAnOldGenerationOnlyByItself() {
        // Given: one of each generation is under way
        shared.send(Requests.query("a", "{x}"));
        shared.mutationFinished();
        shared.send(Requests.query("a", "{x}"));

        // When
        subgraphs.answer(0, "{}");
        shared.send(Requests.query("a", "{x}"));

        // Then
        assertThat(subgraphs.requests()).hasSize(2);
    }

    @Test
    void shouldAnswerEachOnItsOwnContext() throws Exception {
        // Given
        Vertx vertx = Vertx.vertx();
        try {
            CompletableFuture<Context> first = new CompletableFuture<>();
            CompletableFuture<Context> second = new CompletableFuture<>();
            Context one = vertx.getOrCreateContext();
            Context other = vertx.getOrCreateContext();

            // When
            CompletableFuture<Void> sent = new CompletableFuture<>();
            one.runOnContext(turn -> {
                shared.send(Requests.query("a", "{x}"));
                other.runOnContext(next -> {
                    shared.send(Requests.query("a", "{x}")).onComplete(done -> second.complete(Vertx.currentContext()));
                    sent.complete(null);
                });
            });
            sent.get(10, TimeUnit.SECONDS);
            one.runOnContext(turn -> {
                subgraphs.answer(0, "{}");
                first.complete(Vertx.currentContext());
            });

            // Then
            assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(one);
            assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(other).isNotEqualTo(one);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }
}
