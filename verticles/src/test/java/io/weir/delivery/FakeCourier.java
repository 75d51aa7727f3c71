package io.weir.delivery;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.weir.delivery.target.Courier;
import io.weir.delivery.target.Parcel;
import io.weir.delivery.target.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** What all nodes of a test hand over, and what becomes of it. Notes when two of one key are under way at once. */
final class FakeCourier implements Courier {

    static final Verdict DONE = new Verdict.Done(null);

    final List<Parcel> parcels = new CopyOnWriteArrayList<>();
    /** What was taken, in that order: {@code STEP data}. */
    final List<String> taken = new CopyOnWriteArrayList<>();

    final Set<String> overlaps = ConcurrentHashMap.newKeySet();
    final AtomicInteger most = new AtomicInteger();
    volatile Function<Parcel, Future<Verdict>> answers = parcel -> Future.succeededFuture(DONE);
    private final Map<String, String> underWay = new ConcurrentHashMap<>();

    static Verdict again() {
        return new Verdict.Again(reason("HTTP_STATUS", 503), null);
    }

    static Verdict never() {
        return new Verdict.Never(reason("HTTP_STATUS", 400));
    }

    static Verdict gone() {
        return new Verdict.Gone(reason("HTTP_STATUS", 410));
    }

    static Verdict.Reason reason(String code, int status) {
        return new Verdict.Reason(code, "the target answered " + status, status, "no\0no");
    }

    void answer(Function<Parcel, Verdict> verdict) {
        answers = parcel -> Future.succeededFuture(verdict.apply(parcel));
    }

    /** What was handed over, in that order: {@code STEP attempt data}. */
    List<String> attempts() {
        return parcels.stream()
                .map(one -> one.step() + " " + one.attempt() + " " + one.data())
                .toList();
    }

    @Override
    public Future<Verdict> attempt(Parcel parcel) {
        String key =
                parcel.delivery().name() + parcel.event().payload().toString().split(":")[0];
        parcels.add(parcel);
        if (underWay.putIfAbsent(key, parcel.id()) != null) {
            overlaps.add(key);
        }
        most.accumulateAndGet(underWay.size(), Math::max);
        // as over the wire: nothing is answered before the call has returned
        return Vertx.currentContext()
                .owner()
                .timer(1, TimeUnit.MILLISECONDS)
                .compose(later -> answers.apply(parcel))
                .onSuccess(verdict -> {
                    if (verdict instanceof Verdict.Done) {
                        taken.add(parcel.step() + " " + parcel.data());
                    }
                })
                .onComplete(ended -> underWay.remove(key));
    }

    /** The node of what is under way is gone. */
    void forgetUnderWay() {
        underWay.clear();
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
