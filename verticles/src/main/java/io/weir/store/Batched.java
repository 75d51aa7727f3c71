package io.weir.store;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * Lets requests of many callers share a statement, and with it a commit: while one is under way, requests gather for
 * the next, and begin it before only where several may run at once and enough have gathered. A request that comes alone
 * goes at once. Thread-safe; answers on the caller's context.
 *
 * <p>A statement that fails by the store's fault fails for all whom it served. One that fails by its own runs again for
 * each of them alone, so that nobody pays for another's request.
 *
 * @param <I> a request
 * @param <O> its answer
 */
public final class Batched<I, O> {

    /** Requests that may wait; more fail at once, since the store does not keep up. */
    private static final int WAITING = 20_000;

    /** Requests that are worth a statement of their own while another one is under way: the store works while that commits. */
    private static final int WORTHWHILE = 8;

    private final Vertx vertx;
    private final int largest;
    private final int atOnce;
    private final Function<List<I>, Future<List<O>>> statement;
    private final Deque<Waiting<I, O>> waiting = new ArrayDeque<>();
    private int running;

    private record Waiting<I, O>(I request, Promise<O> answer) {}

    /**
     * Batches for one kind of request, one statement after another.
     *
     * @param largest how many requests one statement may serve
     * @param statement requests in, as many answers in the same order out
     */
    public Batched(Vertx vertx, int largest, Function<List<I>, Future<List<O>>> statement) {
        this(vertx, largest, 1, statement);
    }

    /**
     * The same for requests whose order means nothing.
     *
     * @param atOnce how many statements may be under way
     */
    public Batched(Vertx vertx, int largest, int atOnce, Function<List<I>, Future<List<O>>> statement) {
        this.vertx = vertx;
        this.largest = largest;
        this.atOnce = atOnce;
        this.statement = statement;
    }

    /** Serves one request with the next statement. */
    public Future<O> add(I request) {
        Promise<O> answer = Promise.promise();
        Future<O> heard = onThisContext(answer.future());
        List<Waiting<I, O>> batch;
        synchronized (this) {
            if (waiting.size() >= WAITING) {
                return Future.failedFuture(
                        new StoreException("the store does not keep up", new IllegalStateException()));
            }
            waiting.add(new Waiting<>(request, answer));
            batch = next();
        }
        run(batch);
        return heard;
    }

    /** What to run now, perhaps nothing. */
    private List<Waiting<I, O>> next() {
        List<Waiting<I, O>> batch = new ArrayList<>();
        if (running > 0 && (running >= atOnce || waiting.size() < WORTHWHILE)) {
            return batch;
        }
        while (batch.size() < largest && !waiting.isEmpty()) {
            batch.add(waiting.remove());
        }
        running += batch.isEmpty() ? 0 : 1;
        return batch;
    }

    private void run(List<Waiting<I, O>> batch) {
        if (!batch.isEmpty()) {
            serve(batch).onComplete(served -> run(afterwards()));
        }
    }

    private synchronized List<Waiting<I, O>> afterwards() {
        running--;
        return next();
    }

    /** Done, never failed, when all are answered. */
    private Future<Void> serve(List<Waiting<I, O>> batch) {
        List<I> requests = batch.stream().map(Waiting::request).toList();
        return attempt(requests)
                .<Void>map(answers -> {
                    for (int i = 0; i < batch.size(); i++) {
                        batch.get(i).answer().complete(answers.get(i));
                    }
                    return null;
                })
                .recover(failure -> {
                    if (batch.size() > 1 && !(failure instanceof StoreException)) {
                        return each(batch);
                    }
                    batch.forEach(one -> one.answer().fail(failure));
                    return Future.succeededFuture();
                });
    }

    private Future<Void> each(List<Waiting<I, O>> batch) {
        Future<Void> all = Future.succeededFuture();
        for (Waiting<I, O> one : batch) {
            all = all.compose(before -> serve(List.of(one)));
        }
        return all;
    }

    private Future<List<O>> attempt(List<I> requests) {
        try {
            return statement.apply(requests);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private Future<O> onThisContext(Future<O> answer) {
        Context context = vertx.getOrCreateContext();
        Promise<O> heard = Promise.promise();
        answer.onComplete(result -> context.runOnContext(now -> heard.handle(result)));
        return heard.future();
    }
}
