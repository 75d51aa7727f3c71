package io.weir.flow;

import static io.weir.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** More turns than a stack has room for. */
class LoopTest {

    private static final int MANY = 100_000;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    @Test
    void shouldGoOnForAsLongAsItHasTo() {
        assertThat(await(counted(this::later))).isEqualTo(MANY);
    }

    @Test
    void shouldGoOnWhenTurnsAreOverAtOnce() {
        assertThat(await(counted(i -> Future.succeededFuture(i + 1)))).isEqualTo(MANY);
    }

    @Test
    void shouldGoOnWhenOnlySomeTurnsTakeTime() {
        assertThat(await(counted(i -> i % 3 == 0 ? later(i) : Future.succeededFuture(i + 1))))
                .isEqualTo(MANY);
    }

    @Test
    void shouldTakeNoTurnWhereTheFirstIsTheLast() {
        assertThat(Loop.until(i -> true, 7, i -> Future.failedFuture("a turn")).result())
                .isEqualTo(7);
    }

    @Test
    void shouldEndWithTheTurnThatFails() {
        Future<Integer> ended = counted(i -> i == 5 ? Future.failedFuture(new IllegalStateException("no")) : later(i));

        assertThatThrownBy(() -> await(ended)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldEndWithTheTurnThatThrows() {
        Future<Integer> ended = counted(i -> {
            if (i == 5) {
                throw new IllegalStateException("no");
            }
            return later(i);
        });

        assertThatThrownBy(() -> await(ended)).isInstanceOf(IllegalStateException.class);
    }

    private static Future<Integer> counted(Function<Integer, Future<Integer>> turn) {
        return Loop.until(i -> i == MANY, 0, turn);
    }

    private Future<Integer> later(int i) {
        Context context = vertx.getOrCreateContext();
        Promise<Integer> next = Promise.promise();
        context.runOnContext(now -> next.complete(i + 1));
        return next.future();
    }
}
