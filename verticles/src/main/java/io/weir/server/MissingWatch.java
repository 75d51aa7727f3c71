package io.weir.server;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.weir.telemetry.LogKey;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says when no node of the cluster does what the graph needs, and when one does again. What is away for a moment, as while
 * nodes start, is not worth a line.
 */
final class MissingWatch extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(MissingWatch.class);
    private static final long LOOK_MILLIS = 1_000;
    private static final int LOOKS = 3;

    private final Supplier<Set<String>> missing;
    private final Set<String> told = new HashSet<>();
    private Set<String> last = Set.of();
    private int looks;

    /** Looks at what is missing, as words. */
    MissingWatch(Supplier<Set<String>> missing) {
        this.missing = missing;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(LOOK_MILLIS, due -> look());
        return Future.succeededFuture();
    }

    private void look() {
        Set<String> now = missing.get();
        looks = now.equals(last) ? looks + 1 : 0;
        last = now;
        if (looks >= LOOKS) {
            tell(now);
        }
    }

    private void tell(Set<String> now) {
        for (String service : now) {
            if (told.add(service)) {
                LOG.atWarn()
                        .addKeyValue(LogKey.ROLES, service)
                        .log("no node of the cluster does what the graph needs; requests that need it fail");
            }
        }
        for (String service : Set.copyOf(told)) {
            if (!now.contains(service)) {
                told.remove(service);
                LOG.atInfo().addKeyValue(LogKey.ROLES, service).log("a node does again what the graph needs");
            }
        }
    }
}
