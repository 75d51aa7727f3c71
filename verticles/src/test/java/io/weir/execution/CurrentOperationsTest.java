package io.weir.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CurrentOperationsTest {

    private static final String SDL = "type Query { %s: A @eventsRequest(topic: \"%s\") } type A { b: Int }";

    private final List<String> closed = new ArrayList<>();
    private final ExecutionFixture first = new ExecutionFixture(SDL.formatted("first", "first"));
    private final ExecutionFixture second = new ExecutionFixture(SDL.formatted("second", "second"));
    private final CurrentOperations operations = new CurrentOperations(first.operations, () -> closed.add("first"));

    @Test
    void shouldTakeWhatBeginsToTheNewGraph() {
        // When
        operations.replace(second.operations, () -> closed.add("second"));

        // Then
        assertThat(prepare("{ first { b } }")).isInstanceOf(Prepared.Refused.class);
        assertThat(prepare("{ second { b } }")).isInstanceOf(Prepared.Executable.class);
        assertThat(closed).containsExactly("first");
    }

    @Test
    void shouldCloseTheOldOnesAfterTheirLastUser() {
        // Given a query under way, and a lease
        var reply = first.topics.hold("first");
        var response = ((Prepared.Executable) prepare("{ first { b } }")).execute();
        CurrentOperations.Lease lease = operations.lease();

        // When
        operations.replace(second.operations, () -> closed.add("second"));
        lease.release();

        // Then
        assertThat(closed).isEmpty();

        // When
        reply.complete(io.vertx.core.buffer.Buffer.buffer("{\"b\":1}"));

        // Then
        assertThat(response.result().body()).hasToString("{\"data\":{\"first\":{\"b\":1}}}");
        assertThat(closed).containsExactly("first");
        assertThat(operations.lease().operations()).isSameAs(second.operations);
    }

    @Test
    void shouldPrepareAnewWhatWasPreparedForAGraphThatIsGone() {
        // Given
        Prepared.Executable known = (Prepared.Executable) prepare("{ weirVersion: __typename }");
        Prepared.Executable unknown = (Prepared.Executable) prepare("{ first { b } }");

        // When
        operations.replace(second.operations, () -> closed.add("second"));

        // Then
        assertThat(known.execute().result().body()).hasToString("{\"data\":{\"weirVersion\":\"Query\"}}");
        assertThat(unknown.execute().result().body().toString())
                .startsWith("{\"errors\":[{\"message\":")
                .contains("GRAPHQL_VALIDATION_FAILED");
    }

    private Prepared prepare(String query) {
        return operations.prepare(ExecutionFixture.request(query, "{}"));
    }
}
