package io.weir.log;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.weir.log.ledger.LogLedger;
import io.weir.source.ReservedTopics;
import io.weir.telemetry.LogKey;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The logged patterns of one provider: has its events come here, and then says in the store since when they do. A pattern
 * that is not wanted any more ends first, so that nobody believes in events that no one keeps. Tried until it is done,
 * and looked at again now and then, since another node may have had another graph. Where events were lost, all patterns
 * end before any begins again, and whoever listens is told. Belongs to one event loop.
 */
final class Registration {

    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration CHECK = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final LogLedger ledger;
    private final String provider;
    private final Binding binding;
    private final Runnable gap;
    private List<String> patterns = List.of();
    private Promise<Void> settled = Promise.promise();
    private boolean due;
    /** Whether the store says that events are there which are lost. */
    private boolean lost;
    /** Whether there is a gap of which no one was told. */
    private boolean untold;

    private boolean running;
    private boolean retrying;
    private boolean stopped;

    /** Where a provider's events come from. */
    @FunctionalInterface
    interface Binding {

        /**
         * Has events of these patterns come here; done when every one that is published from now on will.
         *
         * @param retired patterns of before
         * @param fresh whether no pattern of the provider is logged, so that nothing can be missed; otherwise fails with
         *     {@link EventsLostException} when events may have been
         */
        Future<Void> bind(List<String> patterns, List<String> retired, boolean fresh);
    }

    /**
     * Registers nothing yet.
     *
     * @param gap told when the store knows of a gap behind which events come again
     */
    Registration(Vertx vertx, LogLedger ledger, String provider, Binding binding, Runnable gap) {
        this.vertx = vertx;
        this.ledger = ledger;
        this.provider = provider;
        this.binding = binding;
        this.gap = gap;
    }

    /** These are the patterns from now on. */
    void want(List<String> wanted) {
        patterns = List.copyOf(wanted);
        if (settled.future().isComplete()) {
            settled = Promise.promise();
        }
        repeat();
    }

    /** Done once the store says that these patterns are logged. */
    Future<Void> settled() {
        return settled.future();
    }

    /** The provider may have forgotten what it was told. */
    void repeat() {
        due = true;
        run();
    }

    /** Looks after it from time to time. */
    void start() {
        later(CHECK);
    }

    void stop() {
        stopped = true;
    }

    /** Events of these patterns were lost; said of each, mostly while the store is away. */
    void lose() {
        lost = true;
        untold = true;
        due = true;
        if (!retrying) {
            run();
        }
    }

    private void run() {
        if (!due || running || stopped) {
            return;
        }
        running = true;
        due = false;
        boolean all = lost;
        boolean tell = untold;
        lost = false;
        untold = false;
        register(patterns, all).onComplete((done, failure) -> {
            running = false;
            if (failure == null) {
                onRegistered(tell);
                return;
            }
            boolean found = failure instanceof EventsLostException;
            lost |= all || found;
            untold |= tell || found;
            if (found && !all) {
                repeat();
                return;
            }
            LOG.atDebug()
                    .addKeyValue(LogKey.PROVIDER, provider)
                    .setCause(failure)
                    .log("topics are not logged yet");
            due = true;
            retry();
        });
    }

    private void retry() {
        if (!retrying) {
            retrying = true;
            vertx.setTimer(RETRY.toMillis(), timer -> {
                retrying = false;
                run();
            });
        }
    }

    private void onRegistered(boolean tell) {
        if (tell) {
            gap.run();
        }
        if (!due) {
            settled.tryComplete();
        }
        run();
    }

    /** Registers patterns; ends all of them first where events of any may be missing. */
    private Future<Void> register(List<String> wanted, boolean all) {
        return (all ? ledger.retire(provider, sure(wanted)) : Future.succeededFuture())
                .compose(before -> ledger.retire(provider, wanted))
                .compose(ended -> ledger.registered(provider)
                        .compose(logged -> binding.bind(wanted, ended, logged.isEmpty()))
                        .compose(bound -> ledger.register(provider, wanted))
                        .compose(registered -> ledger.forget(provider, ended)));
    }

    /** Those of which no event can be missing: what happens to models is there until it is logged. */
    private List<String> sure(List<String> wanted) {
        return wanted.stream()
                .filter(pattern -> ReservedTopics.ofModels(provider, pattern))
                .toList();
    }

    private void later(Duration pause) {
        vertx.setTimer(pause.toMillis(), timer -> {
            if (!stopped) {
                check();
            }
        });
    }

    private void check() {
        look().onComplete(looked -> later(CHECK));
    }

    /** Another node may have ended what is logged here; until it is again, events are missing. */
    Future<Void> look() {
        return ledger.registered(provider).<Void>map(logged -> {
            if (!logged.containsAll(patterns)) {
                untold |= settled.future().isComplete();
                repeat();
            }
            return null;
        });
    }
}
