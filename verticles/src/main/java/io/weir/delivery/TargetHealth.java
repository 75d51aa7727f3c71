package io.weir.delivery;

import io.weir.delivery.ledger.Lease;
import io.weir.delivery.target.Verdict;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Watches whether a target does anything but fail, and for how long not. Belongs to one event loop. */
final class TargetHealth {

    private final Parts parts;
    private final Lease lease;
    private final Duration patience;
    private final Consumer<String> disable;
    private @Nullable Long failingSince;
    /** The store does not know it yet: the next owner would count from another time. */
    private boolean untold;

    /**
     * Goes on where the owner before stopped.
     *
     * @param failing for how long it has failed
     * @param patience how long it may
     * @param disable takes the reason why its subscription is to be disabled
     */
    TargetHealth(Parts parts, Lease lease, @Nullable Duration failing, Duration patience, Consumer<String> disable) {
        this.parts = parts;
        this.lease = lease;
        this.patience = patience;
        this.disable = disable;
        this.failingSince = failing == null ? null : parts.timing().nanos() - failing.toNanos();
    }

    /** An attempt ended so, and that is stored. */
    void onVerdict(Verdict verdict) {
        if (verdict instanceof Verdict.Gone gone) {
            disable.accept("the target wants no more: " + gone.reason().message());
        } else if (verdict instanceof Verdict.Done) {
            note(false);
        } else {
            note(true);
            if (failingSince != null && parts.timing().nanos() - failingSince >= patience.toNanos()) {
                disable.accept("the target has done nothing but fail for " + patience.toSeconds() + " seconds");
            }
        }
    }

    private void note(boolean failing) {
        if (failing != (failingSince != null)) {
            failingSince = failing ? parts.timing().nanos() : null;
            untold = true;
        }
        if (untold) {
            untold = false;
            parts.ledger().failing(lease, failing).onFailure(away -> untold = true);
        }
    }
}
