package io.weir.delivery;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.DeliveryState;
import io.weir.delivery.ledger.Beginning;
import io.weir.delivery.ledger.Contents;
import io.weir.delivery.ledger.DeliveryIds;
import io.weir.delivery.ledger.Ending;
import io.weir.delivery.ledger.Lease;
import io.weir.delivery.ledger.Waiting;
import io.weir.delivery.shape.ShapingException;
import io.weir.delivery.target.Parcel;
import io.weir.delivery.target.Verdict;
import io.weir.graph.delivery.DeliveryDefinition;
import io.weir.telemetry.DeliveryMeters;
import io.weir.telemetry.LogKey;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one attempt after another: reads what the delivery carries, has it shaped once, stores that the attempt begins, makes
 * it, and stores what came of it before anything else follows. Belongs to one event loop.
 */
final class Attempts {

    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

    /** Couriers end in time by themselves; this is for one that does not. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final Duration FAULTY = Duration.ofMinutes(1);

    private final Parts parts;
    private final DeliveryDefinition delivery;
    private final Lease lease;
    private final Persistence persistence;
    private final Judge judge;
    private final DeliveryMeters meters;
    private final Consumer<Verdict> targetVerdicts;

    /** @param targetVerdicts hears what comes of attempts at the target, once it is stored */
    Attempts(
            Parts parts,
            DeliveryDefinition delivery,
            Lease lease,
            Persistence persistence,
            Consumer<Verdict> targetVerdicts) {
        this.parts = parts;
        this.delivery = delivery;
        this.lease = lease;
        this.persistence = persistence;
        this.judge = new Judge(parts.random());
        this.meters = parts.metrics().delivery(delivery.name());
        this.targetVerdicts = targetVerdicts;
    }

    /** What became of a delivery. */
    sealed interface Result {

        /** It goes on after its pause. */
        record Again(Waiting waiting) implements Result {}

        /** It has ended, and holds back what follows for so long. */
        record Ended(Duration held) implements Result {}

        /** It is not in the store as it was believed to be. */
        record Stale() implements Result {}
    }

    /** Makes one attempt; never fails, and never ends when the run is given up. */
    Future<Result> make(Waiting waiting) {
        Future<Result> made = Judge.poisoned(delivery, waiting) ? poisoned(waiting) : read(waiting);
        return made.otherwise(fault -> faulty(waiting, fault));
    }

    private Future<Result> read(Waiting waiting) {
        return persistence
                .persist(() -> parts.ledger().read(waiting.id()))
                .compose(found ->
                        found.isEmpty() ? Future.succeededFuture(new Result.Stale()) : shaped(waiting, found.get()));
    }

    private Future<Result> poisoned(Waiting waiting) {
        Buffer failure =
                DeadLetter.DELIVERY_POISONED.failure("every node that made the last attempts ended during them");
        return end(waiting, Judge.never(waiting.step(), failure, true));
    }

    /** A fault of ours holds back its entity alone, and is not made again and again at once. */
    private Result faulty(Waiting waiting, Throwable fault) {
        LOG.atError()
                .addKeyValue(LogKey.DELIVERY, delivery.name())
                .addKeyValue(LogKey.DELIVERY_ID, DeliveryIds.text(waiting.id()))
                .setCause(fault)
                .log("a delivery failed for an unforeseen reason");
        return new Result.Again(new Waiting(
                waiting.id(),
                waiting.turn(),
                waiting.key(),
                waiting.step(),
                waiting.attempts(),
                waiting.spent(),
                FAULTY));
    }

    private Future<Result> shaped(Waiting waiting, Contents contents) {
        Buffer data = contents.data();
        if (data != null) {
            return begin(waiting, contents, data, null);
        }
        Optional<DeliveryDefinition.Root> root =
                delivery.root(contents.root(), contents.event().topic());
        return root.isEmpty()
                ? unshaped(waiting, "the document has no field \"" + contents.root() + "\" any more")
                : shape(root.get(), contents, 0)
                        .transform(shaped -> shaped.succeeded()
                                ? begin(waiting, contents, shaped.result(), shaped.result())
                                : unshaped(waiting, shaped.cause().getMessage()));
    }

    private Future<Buffer> shape(DeliveryDefinition.Root root, Contents contents, int retries) {
        return shapeOnce(root, contents).recover(failure -> {
            if (retries == parts.pace().reshape().size()) {
                return Future.failedFuture(failure);
            }
            Promise<Buffer> later = Promise.promise();
            parts.timing()
                    .after(
                            parts.pace().reshape().get(retries),
                            () -> shape(root, contents, retries + 1).onComplete(later));
            return later.future();
        });
    }

    private Future<Buffer> shapeOnce(DeliveryDefinition.Root root, Contents contents) {
        Promise<Buffer> shaped = Promise.promise();
        var late = parts.timing()
                .after(
                        delivery.config().timeout().plus(GRACE),
                        () -> shaped.tryFail(new ShapingException("the document was not completed in time")));
        try {
            parts.shaper().shape(delivery, root, contents.event()).onComplete((data, failure) -> {
                late.cancel();
                if (failure == null) {
                    shaped.tryComplete(data);
                } else {
                    shaped.tryFail(failure);
                }
            });
        } catch (RuntimeException fault) {
            LOG.error("a delivery could not be shaped for an unforeseen reason", fault);
            late.cancel();
            shaped.tryFail(fault);
        }
        return shaped.future();
    }

    private Future<Result> unshaped(Waiting waiting, @Nullable String message) {
        String words = message == null ? "the document could not be completed" : message;
        return end(waiting, Judge.never(waiting.step(), DeadLetter.SHAPING_FAILED.failure(words), true));
    }

    private Future<Result> begin(Waiting waiting, Contents contents, Buffer data, @Nullable Buffer fresh) {
        return persistence
                .persist(() -> parts.ledger().begin(new Beginning(lease, waiting, fresh)))
                .compose(begun ->
                        begun ? attempt(oneMore(waiting), contents, data) : Future.succeededFuture(new Result.Stale()));
    }

    private Future<Result> attempt(Waiting made, Contents contents, Buffer data) {
        Parcel parcel = new Parcel(
                delivery,
                DeliveryIds.text(made.id()),
                made.step(),
                made.attempts(),
                contents.created(),
                contents.event(),
                data,
                contents.before());
        long began = parts.timing().nanos();
        return send(parcel).compose(verdict -> {
            meters.attempted(outcome(verdict), parts.timing().nanos() - began);
            return end(made, judge.after(delivery, made, verdict, contents.before()))
                    .onSuccess(result -> tell(made, verdict, result));
        });
    }

    private void tell(Waiting made, Verdict verdict, Result result) {
        if (made.step() == Parcel.Step.TARGET && !(result instanceof Result.Stale)) {
            targetVerdicts.accept(verdict);
        }
    }

    private Future<Verdict> send(Parcel parcel) {
        Promise<Verdict> ended = Promise.promise();
        var late = parts.timing()
                .after(
                        delivery.config().timeout().plus(GRACE),
                        () -> ended.tryComplete(failed("TIMEOUT", "the attempt did not end in time")));
        try {
            parts.courier().attempt(parcel).onComplete((verdict, fault) -> {
                late.cancel();
                ended.tryComplete(fault == null ? verdict : fault(fault));
            });
        } catch (RuntimeException fault) {
            late.cancel();
            ended.tryComplete(fault(fault));
        }
        return ended.future();
    }

    private static Verdict fault(Throwable fault) {
        LOG.error("an attempt to deliver failed in an unforeseen way", fault);
        return failed("INTERNAL", "the attempt failed for a reason that the server's log has");
    }

    private static Verdict failed(String code, String message) {
        return new Verdict.Again(new Verdict.Reason(code, message, null, null), null);
    }

    private Future<Result> end(Waiting waiting, Ending ending) {
        return persistence
                .persist(() -> parts.ledger().end(lease, waiting, ending))
                .map(stored -> {
                    if (!stored) {
                        return new Result.Stale();
                    }
                    if (ending.state() == DeliveryState.PENDING) {
                        return new Result.Again(next(waiting, ending));
                    }
                    meters.ended(ending.state().name());
                    if (ending.state() == DeliveryState.DEAD) {
                        LOG.atWarn()
                                .addKeyValue(LogKey.DELIVERY, delivery.name())
                                .addKeyValue(LogKey.DELIVERY_ID, DeliveryIds.text(waiting.id()))
                                .log("a delivery was given up");
                    }
                    return new Result.Ended(ending.blocks() ? delivery.config().blocked() : Duration.ZERO);
                });
    }

    private static Waiting oneMore(Waiting waiting) {
        return new Waiting(
                waiting.id(),
                waiting.turn(),
                waiting.key(),
                waiting.step(),
                waiting.attempts() + 1,
                waiting.spent(),
                waiting.pause());
    }

    private static Waiting next(Waiting made, Ending ending) {
        boolean same = made.step() == ending.step();
        return new Waiting(
                made.id(),
                made.turn(),
                made.key(),
                ending.step(),
                same ? made.attempts() : 0,
                same ? made.spent() : 0,
                ending.pause());
    }

    private static String outcome(Verdict verdict) {
        if (verdict instanceof Verdict.Done) {
            return "DONE";
        }
        if (verdict instanceof Verdict.Again) {
            return "AGAIN";
        }
        return verdict instanceof Verdict.Gone ? "GONE" : "NEVER";
    }
}
