package io.weir.log;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.weir.log.ledger.LogLedger;
import io.weir.telemetry.LogKey;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The logged patterns of one provider: has its events come here, and then says in the store since when they do. A pattern
 * that is not wanted any more ends first, so that nobody believes in events that no one keeps. Tried until it is done,
 * and looked at again now and then, since another node may have had another graph. Belongs to one event loop.
 */
final class Registration {

    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration CHECK = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final LogLedger ledger;
    private final String provider;
    private final Binding binding;
    private List<String> patterns = List.of();
    private Promise<Void> settled = Promise.promise();
    private boolean due;
    private boolean running;
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

    Registration(Vertx vertx, LogLedger ledger, String provider, Binding binding) {
        this.vertx = vertx;
        this.ledger = ledger;
        this.provider = provider;
        this.binding = binding;
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

    private void run() {
        if (!due || running || stopped) {
            return;
        }
        running = true;
        due = false;
        register(patterns).onComplete((done, failure) -> {
            running = false;
            if (failure == null && !due) {
                settled.tryComplete();
            }
            if (failure == null) {
                run();
                return;
            }
            LOG.atDebug()
                    .addKeyValue(LogKey.PROVIDER, provider)
                    .setCause(failure)
                    .log("topics are not logged yet");
            due = true;
            vertx.setTimer(RETRY.toMillis(), timer -> run());
        });
    }

    private Future<Void> register(List<String> wanted) {
        return ledger.retire(provider, wanted)
                .compose(ended -> bind(wanted, ended)
                        .compose(bound -> ledger.register(provider, wanted))
                        .compose(registered -> ledger.forget(provider, ended)));
    }

    /** Where events were lost, all patterns end before any begins again. */
    private Future<Void> bind(List<String> wanted, List<String> ended) {
        return ledger.registered(provider)
                .compose(logged -> binding.bind(wanted, ended, logged.isEmpty()))
                .recover(failure -> failure instanceof EventsLostException
                        ? ledger.retire(provider, List.of()).compose(all -> binding.bind(wanted, ended, true))
                        : Future.failedFuture(failure));
    }

    private void later(Duration pause) {
        vertx.setTimer(pause.toMillis(), timer -> {
            if (!stopped) {
                check();
            }
        });
    }

    private void check() {
        ledger.registered(provider).onComplete((logged, failure) -> {
            if (failure == null && !logged.containsAll(patterns)) {
                repeat();
            }
            later(CHECK);
        });
    }
}
