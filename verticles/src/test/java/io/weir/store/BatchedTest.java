package io.weir.store;

import static io.weir.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchedTest {

    private final Vertx vertx = Vertx.vertx();
    private final List<List<Integer>> statements = new CopyOnWriteArrayList<>();
    private final List<Promise<Void>> underWay = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void shouldSendARequestThatComesAloneAtOnce() {
        // when
        Future<Integer> answer = held().add(1);

        // then
        assertThat(statements).containsExactly(List.of(1));
        underWay.get(0).complete();
        assertThat(await(answer)).isEqualTo(10);
    }

    @Test
    void shouldGatherWhatComesWhileAStatementIsUnderWay() {
        // given
        Batched<Integer, Integer> batched = held();
        List<Future<Integer>> answers = new ArrayList<>();

        // when
        for (int i = 1; i <= 6; i++) {
            answers.add(batched.add(i));
        }
        underWay.get(0).complete();
        underWay.get(1).complete();
        underWay.get(2).complete();

        // then
        assertThat(statements).containsExactly(List.of(1), List.of(2, 3, 4, 5), List.of(6));
        assertThat(answers).extracting(answer -> await(answer)).containsExactly(10, 20, 30, 40, 50, 60);
    }

    @Test
    void shouldBeginAFurtherStatementOnceEnoughHaveGathered() {
        // given
        Batched<Integer, Integer> batched = new Batched<>(vertx, 10, 2, this::hold);
        List<Future<Integer>> answers = new ArrayList<>();

        // when
        for (int i = 1; i <= 8; i++) {
            answers.add(batched.add(i));
        }
        List<List<Integer>> before = List.copyOf(statements);
        for (int i = 9; i <= 18; i++) {
            answers.add(batched.add(i));
        }
        List<List<Integer>> both = List.copyOf(statements);
        underWay.get(1).complete();
        underWay.get(0).complete();
        underWay.get(2).complete();

        // then
        assertThat(before).containsExactly(List.of(1));
        assertThat(both).containsExactly(List.of(1), List.of(2, 3, 4, 5, 6, 7, 8, 9));
        assertThat(statements).hasSize(3).last().isEqualTo(List.of(10, 11, 12, 13, 14, 15, 16, 17, 18));
        assertThat(answers)
                .extracting(answer -> await(answer))
                .startsWith(10, 20)
                .endsWith(170, 180);
    }

    @Test
    void shouldFailThoseOfAStatementThatTheStoreFailed() {
        // given
        Batched<Integer, Integer> batched = held();
        Future<Integer> first = batched.add(1);
        Future<Integer> second = batched.add(2);

        // when
        underWay.get(0).fail(new StoreException("away", new IllegalStateException()));
        underWay.get(1).complete();

        // then
        assertThatThrownBy(() -> await(first)).isInstanceOf(StoreException.class);
        assertThat(await(second)).isEqualTo(20);
    }

    @Test
    void shouldLetNobodyPayForAnothersRequest() {
        // given
        Batched<Integer, Integer> batched = new Batched<>(vertx, 10, this::refusingThirteen);
        Promise<Void> gate = Promise.promise();
        underWay.add(gate);
        Future<Integer> first = batched.add(1);
        Future<Integer> good = batched.add(2);
        Future<Integer> bad = batched.add(13);
        Future<Integer> other = batched.add(3);

        // when
        gate.complete();

        // then
        assertThat(await(first)).isEqualTo(10);
        assertThat(await(good)).isEqualTo(20);
        assertThat(await(other)).isEqualTo(30);
        assertThatThrownBy(() -> await(bad)).hasMessage("unlucky");
        assertThat(statements).containsExactly(List.of(1), List.of(2, 13, 3), List.of(2), List.of(13), List.of(3));
    }

    @Test
    void shouldGoOnAfterAStatementThatCouldNotBeMade() {
        // given
        Batched<Integer, Integer> batched = new Batched<>(vertx, 10, requests -> {
            throw new IllegalArgumentException("no");
        });

        // then
        assertThatThrownBy(() -> await(batched.add(1))).hasMessage("no");
        assertThatThrownBy(() -> await(batched.add(2))).hasMessage("no");
    }

    @Test
    void shouldAnswerOnTheContextOfTheCaller() {
        // given
        Batched<Integer, Integer> batched = held();
        Promise<Boolean> same = Promise.promise();
        Context caller = vertx.getOrCreateContext();

        // when
        caller.runOnContext(now -> {
            batched.add(1).onComplete(answer -> same.complete(Vertx.currentContext() == caller));
            vertx.runOnContext(other -> underWay.get(0).complete());
        });

        // then
        assertThat(await(same.future())).isTrue();
    }

    /** Statements that end when the test says so. */
    private Batched<Integer, Integer> held() {
        return new Batched<>(vertx, 4, this::hold);
    }

    private Future<List<Integer>> hold(List<Integer> requests) {
        statements.add(requests);
        Promise<Void> promise = Promise.promise();
        underWay.add(promise);
        return promise.future().map(done -> tenfold(requests));
    }

    private Future<List<Integer>> refusingThirteen(List<Integer> requests) {
        statements.add(requests);
        return underWay.get(0)
                .future()
                .compose(open -> requests.contains(13)
                        ? Future.failedFuture(new IllegalArgumentException("unlucky"))
                        : Future.succeededFuture(tenfold(requests)));
    }

    private static List<Integer> tenfold(List<Integer> requests) {
        return requests.stream().map(request -> request * 10).toList();
    }
}
