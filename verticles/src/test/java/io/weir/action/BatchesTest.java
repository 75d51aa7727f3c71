package io.weir.action;

import static io.weir.action.EngineFixture.report;
import static io.weir.action.FakeHandlers.ok;
import static io.weir.action.FakeHandlers.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.action.handler.BatchCall;
import io.weir.action.handler.HandlerOutcome;
import io.weir.bus.ActionState;
import io.weir.error.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Commands that go to a handler together. */
class BatchesTest {

    private static final Duration WINDOW = Duration.ofMillis(20);

    private final EngineFixture node = new EngineFixture();

    @Test
    void shouldSendAFullBatchAtOnce() {
        // Given
        node.handlers.batchAnswer = each(command -> Map.of("result", Map.of("n", 1)));

        // When
        ask(5, "good");

        // Then
        assertThat(node.handlers.batches)
                .extracting(call -> call.commands().size())
                .containsExactly(4);
        node.pass(WINDOW);
        assertThat(node.handlers.batches)
                .extracting(call -> call.commands().size())
                .containsExactly(4, 1);
        assertThat(states()).containsOnly(ActionState.COMPLETED);
        assertThat(node.ledger.only().result).hasToString("{\"n\":1}");
    }

    @Test
    void shouldLetStoredAndOtherCommandsGoTogether() {
        // Given
        node.handlers.batchAnswer = each(command -> Map.of("result", Map.of("n", 1)));

        // When
        var plain = node.sync("many");
        node.later("many");
        node.pass(WINDOW);

        // Then
        assertThat(node.handlers.batches).hasSize(1);
        assertThat(report(plain).state()).isEqualTo(ActionState.COMPLETED);
    }

    @Test
    void shouldEndABatchThatCannotBeCalled() {
        // Given
        node.handlers.batchAnswer = call -> {
            throw new IllegalStateException("a mistake of ours");
        };

        // When
        var plain = node.sync("many");
        try {
            node.pass(WINDOW);
        } catch (IllegalStateException thrown) {
            // where an event loop would have logged it
        }

        // Then
        assertThat(report(plain).state()).isEqualTo(ActionState.FAILED);
        assertThat(node.metrics.action("many").running().sum()).isZero();
    }

    @Test
    void shouldGiveEachCommandItsOwnOutcome() {
        // Given
        node.handlers.batchAnswer = each(command -> bad(command)
                ? Map.of("failures", List.of(Map.of("message", "no"), Map.of("message", "never")))
                : Map.of("result", Map.of("n", 1)));

        // When
        ask(3, "good");
        ask(1, "bad");

        // Then
        assertThat(states())
                .containsExactly(
                        ActionState.COMPLETED, ActionState.COMPLETED, ActionState.COMPLETED, ActionState.FAILED);
        assertThat(last().failure.code()).isEqualTo(ErrorCode.ACTION_FAILED.name());
        assertThat(last().failure.message()).isEqualTo("no; never");
        assertThat(last().failure.upstream())
                .hasToString("{\"failures\":[{\"message\":\"no\"},{\"message\":\"never\"}]}");
    }

    @Test
    void shouldSendACommandAloneThatGotNoOutcome() {
        // Given
        Function<BatchCall, HandlerOutcome> all = each(command -> Map.of("result", Map.of()));
        Function<BatchCall, HandlerOutcome> some =
                each(command -> bad(command) ? Map.of() : Map.of("result", Map.of()));
        node.handlers.batchAnswer = call -> (call.commands().size() == 1 ? all : some).apply(call);

        // When
        ask(3, "good");
        ask(1, "bad");

        // Then
        assertThat(states()).containsOnly(ActionState.COMPLETED);
        assertThat(node.handlers.batches)
                .extracting(call -> call.commands().size())
                .containsExactly(4, 1);
    }

    @Test
    void shouldFailACommandThatNeverGetsAnOutcome() {
        // Given
        node.handlers.batchAnswer = call -> ok(Map.of("outcomes", List.of()));

        // When
        ask(2, "good");
        node.pass(WINDOW);

        // Then
        assertThat(states()).containsOnly(ActionState.FAILED);
        assertThat(last().failure.code()).isEqualTo(ErrorCode.HANDLER_MALFORMED_REPLY.name());
        assertThat(node.handlers.batches).hasSize(3);
    }

    @Test
    void shouldSplitABatchUntilTheBadCommandIsFound() {
        // Given
        Function<BatchCall, HandlerOutcome> good = each(command -> Map.of("result", Map.of()));
        node.handlers.batchAnswer = call -> has(call, this::bad) ? status(400) : good.apply(call);

        // When
        ask(2, "good");
        ask(1, "bad");
        ask(1, "good");

        // Then: 4, then 2 and 2, then 1 and 1
        assertThat(states())
                .containsExactly(
                        ActionState.COMPLETED, ActionState.COMPLETED, ActionState.FAILED, ActionState.COMPLETED);
        assertThat(node.handlers.batches).hasSize(5);
        assertThat(node.handlers.batches).extracting(BatchCall::id).doesNotHaveDuplicates();
        assertThat(node.ledger.rows.values()).extracting(row -> row.attempts).containsOnly(1);
    }

    @Test
    void shouldTryAgainWhenTheHandlerIsAway() {
        // Given
        Function<BatchCall, HandlerOutcome> good = each(command -> Map.of("result", Map.of()));
        node.handlers.batchAnswer = call -> node.handlers.batches.size() == 1 ? status(503) : good.apply(call);

        // When
        ask(4, "good");
        assertThat(node.handlers.batches).hasSize(1);
        node.pass(Duration.ofSeconds(5));

        // Then
        assertThat(states()).containsOnly(ActionState.COMPLETED);
        assertThat(node.ledger.rows.values()).extracting(row -> row.attempts).containsOnly(2);
    }

    @Test
    void shouldCountABatchAsOneCall() {
        // Given: far more commands than it takes calls to open a circuit
        node.handlers.batchAnswer = call -> status(503);

        // When
        ask(24, "good");

        // Then
        assertThat(node.metrics.action("many").circuitsOpen().sum()).isZero();
    }

    private void ask(int count, String name) {
        for (int i = 0; i < count; i++) {
            node.later("many", name);
        }
    }

    private List<ActionState> states() {
        return node.ledger.rows.values().stream().map(row -> row.state).toList();
    }

    private FakeLedger.Row last() {
        return node.ledger.rows.values().stream().reduce((a, b) -> b).orElseThrow();
    }

    private boolean bad(BatchCall.Command command) {
        return "bad".equals(command.arguments().get("name"));
    }

    private static boolean has(BatchCall call, Predicate<BatchCall.Command> condition) {
        return call.commands().stream().anyMatch(condition);
    }

    /** A handler that answers for each command; nothing for those for which that is empty. */
    private static Function<BatchCall, HandlerOutcome> each(Function<BatchCall.Command, Map<String, Object>> outcome) {
        return call -> {
            List<Object> outcomes = new ArrayList<>();
            for (BatchCall.Command command : call.commands()) {
                Map<String, Object> own = outcome.apply(command);
                if (!own.isEmpty()) {
                    own = new LinkedHashMap<>(own);
                    own.put("identifier", command.identifier());
                    outcomes.add(own);
                }
            }
            return ok(Map.of("outcomes", outcomes));
        };
    }
}
