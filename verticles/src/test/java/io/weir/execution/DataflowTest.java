package io.weir.execution;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.language.Document;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.plan.FetchGraph;
import io.weir.plan.FetchNode;
import io.weir.plan.IntrospectionFetch;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataflowTest {

    private static final RuntimeException FAULT = new IllegalStateException("a fault of ours");

    @Test
    void shouldFailWhenTheOnlyNodeThrows() {
        // When
        Future<Void> ended = Dataflow.run(graph(node("a")), DataflowTest::faulty);

        // Then
        assertThat(ended.cause()).isSameAs(FAULT);
    }

    @Test
    void shouldEndWhenOneOfSeveralNodesThrows() {
        // Given
        Promise<Void> other = Promise.promise();

        // When
        Future<Void> ended = Dataflow.run(
                graph(node("a"), node("b")), node -> key(node).equals("a") ? faulty(node) : other.future());
        other.complete();

        // Then
        assertThat(ended.cause()).isSameAs(FAULT);
    }

    @Test
    void shouldTellOfAFaultThatComesLate() {
        // Given
        Promise<Void> late = Promise.promise();
        Future<Void> ended = Dataflow.run(
                graph(node("a"), node("b")), node -> key(node).equals("a") ? late.future() : Dataflow.DONE);
        assertThat(ended.isComplete()).isFalse();

        // When
        late.fail(FAULT);

        // Then
        assertThat(ended.cause()).isSameAs(FAULT);
    }

    private static FetchGraph graph(FetchNode... nodes) {
        return new FetchGraph(List.of(nodes));
    }

    private static FetchNode node(String key) {
        return new IntrospectionFetch(key, key, Document.newDocument().build());
    }

    private static String key(FetchNode node) {
        return ((IntrospectionFetch) node).storageKey();
    }

    private static Future<Void> faulty(FetchNode node) {
        throw FAULT;
    }
}
