package io.weir.execution;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.ActionReport;
import io.weir.subgraph.ForwardedHeaders;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The operations of the graph that is served now. Another graph's may take their place while they serve: what began on
 * the old ones ends on them, and what they are made of is closed after the last of it. Thread-safe.
 */
public final class CurrentOperations implements Operations {

    private volatile Generation current;

    /**
     * Serves these operations.
     *
     * @param close closes what they are made of; called once, on any thread, when no one uses them any more
     */
    public CurrentOperations(PlannedOperations first, Runnable close) {
        this.current = new Generation(first, close);
    }

    /** Puts others in their place, for all that begins from now on; see the constructor. */
    public synchronized void replace(PlannedOperations next, Runnable close) {
        Generation old = current;
        current = new Generation(next, close);
        old.release();
    }

    /** The operations of now, for someone who uses them for long: they stay usable until the lease is given back. */
    public Lease lease() {
        Generation generation = current;
        while (!generation.acquire()) { // replaced, and unused at that: there is another by now
            generation = current;
        }
        return new Lease(generation);
    }

    @Override
    public Prepared prepare(OperationRequest request) {
        Generation generation = current;
        Prepared prepared = generation.operations.prepare(request);
        if (prepared instanceof Prepared.Executable executable) {
            return new Counted(request, executable, generation);
        }
        return prepared instanceof ActionUpdate update ? new Deferred(request, update, generation) : prepared;
    }

    @Override
    public Future<StoredAction> action(String id) {
        Lease lease = lease();
        return lease.operations().action(id).onComplete(done -> lease.release());
    }

    @Override
    public ActionHeaders actionHeaders() {
        return current.operations.actionHeaders();
    }

    @Override
    public ForwardedHeaders headers() {
        return current.operations.headers();
    }

    /** The right to use operations; given back once. */
    public static final class Lease {

        private final Generation generation;

        private Lease(Generation generation) {
            this.generation = generation;
        }

        /** What was current when the lease was given. */
        public PlannedOperations operations() {
            return generation.operations;
        }

        /** Gives the lease back. */
        public void release() {
            generation.release();
        }
    }

    /** Operations of one graph and how many use them; being the current ones is a use too. */
    private static final class Generation {

        final PlannedOperations operations;
        private final Runnable close;
        private final AtomicInteger users = new AtomicInteger(1);

        Generation(PlannedOperations operations, Runnable close) {
            this.operations = operations;
            this.close = close;
        }

        boolean acquire() {
            return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
        }

        void release() {
            if (users.decrementAndGet() == 0) {
                close.run();
            }
        }
    }

    /** Uses its operations while it runs. */
    private final class Counted implements Prepared.Executable {

        private final OperationRequest request;
        private final Prepared.Executable executable;
        private final Generation generation;

        Counted(OperationRequest request, Prepared.Executable executable, Generation generation) {
            this.request = request;
            this.executable = executable;
            this.generation = generation;
        }

        @Override
        public boolean mutation() {
            return executable.mutation();
        }

        @Override
        public Future<OperationResponse> execute() {
            return generation.acquire() ? executable.execute().onComplete(done -> generation.release()) : executeAnew();
        }

        /** The graph was replaced, and its parts closed, between preparation and now. */
        private Future<OperationResponse> executeAnew() {
            Prepared anew = prepare(request);
            if (anew instanceof Prepared.Executable now) {
                return now.execute();
            }
            if (anew instanceof Prepared.Refused refused) {
                return Future.succeededFuture(new OperationResponse(errors(refused), true));
            }
            throw new IllegalStateException("a query or mutation became a subscription");
        }
    }

    /** Uses no operations while it waits, which may be for long, but those of its time for the result. */
    private final class Deferred implements Prepared.Awaited {

        private final OperationRequest request;
        private final ActionUpdate update;
        private final Generation generation;

        Deferred(OperationRequest request, ActionUpdate update, Generation generation) {
            this.request = request;
            this.update = update;
            this.generation = generation;
        }

        @Override
        public Runnable begin(Prepared.Listener listener) {
            return update.begin(listener, this::complete);
        }

        private Future<Buffer> complete(ActionReport report) {
            return generation.acquire()
                    ? update.complete(report).onComplete(done -> generation.release())
                    : completeAnew(report);
        }

        /** The graph was replaced, and its parts closed, while this waited. */
        private Future<Buffer> completeAnew(ActionReport report) {
            Prepared anew = prepare(request);
            if (anew instanceof Deferred now) {
                return now.complete(report);
            }
            if (anew instanceof Prepared.Refused refused) {
                return Future.succeededFuture(errors(refused));
            }
            return Future.succeededFuture(errors(new Prepared.Refused(ActionErrors.json(ActionErrors.notFound()))));
        }
    }

    private static Buffer errors(Prepared.Refused refused) {
        return Buffer.buffer("{\"errors\":").appendBuffer(refused.errors()).appendString("}");
    }
}
