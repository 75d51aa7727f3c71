package io.weir.delivery;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.bus.BusMessage;
import io.weir.bus.LogAdvanced;
import io.weir.bus.LogGap;
import io.weir.bus.LogPage;
import io.weir.bus.LoggedEvent;
import io.weir.delivery.ledger.Collected;
import io.weir.delivery.ledger.Cursor;
import io.weir.delivery.ledger.Lease;
import io.weir.delivery.ledger.NewDelivery;
import io.weir.delivery.ledger.Tenure;
import io.weir.telemetry.LogKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the log for one subscription, all its topics merged in the order of positions, and stores the deliveries that the
 * events make together with the place up to which it has read. Told of new events by the node's log, it takes them as they
 * come; behind that, and behind a poll, it reads. Waits while too many deliveries wait. Belongs to one event loop.
 */
final class LogFeed {

    private static final Logger LOG = LoggerFactory.getLogger(LogFeed.class);

    private final Parts parts;
    private final Lease lease;
    private final Matcher matcher;
    private final List<Topic> topics;
    private final Persistence persistence;
    private final BooleanSupplier full;
    private final BiConsumer<List<NewDelivery>, Collected> onCollected;
    private final Runnable onLost;
    private Cursor cursor;
    private Cursor stored;
    private long settledAt;
    /** The end of the log, as far as this node has heard. */
    private long heard;
    /** Something is being read or stored; so it begins, until it is known whether the log has all from here. */
    private boolean busy = true;

    private boolean stopped;

    /**
     * A feed that does nothing before {@link #start}.
     *
     * @param full whether no more deliveries are to be made now
     * @param onCollected hears what was stored
     * @param onLost runs when the lease is another's
     */
    LogFeed(
            Parts parts,
            Tenure tenure,
            Matcher matcher,
            List<Topic> topics,
            Persistence persistence,
            BooleanSupplier full,
            BiConsumer<List<NewDelivery>, Collected> onCollected,
            Runnable onLost) {
        this.parts = parts;
        this.lease = tenure.lease();
        this.matcher = matcher;
        this.topics = topics;
        this.persistence = persistence;
        this.full = full;
        this.onCollected = onCollected;
        this.onLost = onLost;
        this.cursor = tenure.cursor();
        this.stored = cursor;
    }

    /**
     * Goes on where the one before stopped.
     *
     * @param known topics that the place stands for: of others nothing can be missing
     */
    void start(Set<String> known) {
        settledAt = parts.timing().nanos();
        List<Topic> before =
                topics.stream().filter(topic -> known.contains(topic.text())).toList();
        gaps(before).compose(this::skip).onSuccess(checked -> {
            if (!known.equals(names())) {
                parts.ledger().adopt(lease, names());
            }
            idle();
        });
        later();
    }

    /** Reads no more; done once its place is stored, as far as the store answers. */
    Future<Void> stop() {
        stopped = true;
        return busy || cursor.equals(stored)
                ? Future.succeededFuture()
                : parts.ledger().collect(lease, List.of(), cursor).mapEmpty();
    }

    /** The node's log has stored events. */
    void onAdvanced(LogAdvanced advanced) {
        if (advanced.store() != cursor.store() || stopped) {
            return; // a look will find that out
        }
        heard = Math.max(heard, advanced.through());
        if (busy || full.getAsBoolean() || advanced.through() <= cursor.position()) {
            return;
        }
        if (advanced.after() > cursor.position()) {
            run();
            return;
        }
        busy = true;
        take(
                advanced.events().stream()
                        .filter(event -> event.position() > cursor.position())
                        .toList(),
                new Cursor(advanced.store(), advanced.through()));
    }

    /** Events may be missing in the log, or there is room for more deliveries. */
    void run() {
        if (!busy && !stopped && !full.getAsBoolean()) {
            busy = true;
            read();
        }
    }

    private Set<String> names() {
        return Set.copyOf(topics.stream().map(Topic::text).toList());
    }

    private void later() {
        parts.timing().after(parts.pace().poll(), this::look);
    }

    private void look() {
        if (stopped) {
            return;
        }
        later();
        if (busy || full.getAsBoolean()) {
            return;
        }
        busy = true;
        if (!cursor.equals(stored)
                && parts.timing().nanos() - settledAt >= parts.pace().settle().toNanos()) {
            collect(List.of(), cursor).onSuccess(settled -> idle());
            return;
        }
        parts.log().end().onComplete((end, failure) -> {
            if (failure == null && !end.equals(cursor)) {
                read();
            } else {
                idle();
            }
        });
    }

    /** What was heard of in the meantime is next. */
    private void idle() {
        busy = false;
        if (heard > cursor.position()) {
            run();
        }
    }

    private void read() {
        List<Future<BusMessage>> pages = topics.stream()
                .map(topic -> parts.log().read(topic, cursor, parts.pace().page()))
                .toList();
        Future.all(pages).onComplete((all, failure) -> {
            if (failure != null) {
                pause(failure);
            } else {
                onPages(pages.stream().map(Future::result).toList());
            }
        });
    }

    private void pause(Throwable failure) {
        LOG.atDebug()
                .addKeyValue(LogKey.DELIVERY, lease.subscription())
                .setCause(failure)
                .log("the log cannot be read now");
        parts.timing().after(parts.pace().retry(), () -> {
            busy = false;
            run();
        });
    }

    private void onPages(List<BusMessage> answers) {
        if (answers.stream().anyMatch(LogGap.class::isInstance)) {
            gaps(topics).compose(this::skip).onSuccess(skipped -> {
                heard = Math.max(heard, cursor.position() + 1); // whatever is behind the gap
                idle();
            });
            return;
        }
        List<LogPage> pages = answers.stream().map(LogPage.class::cast).toList();
        long through = pages.stream().mapToLong(LogPage::through).min().orElseThrow();
        if (pages.stream().anyMatch(page -> !page.last())) {
            heard = Math.max(heard, through + 1);
        }
        List<LoggedEvent> events = pages.stream()
                .flatMap(page -> page.events().stream())
                .filter(event -> event.position() <= through)
                .sorted(Comparator.comparingLong(LoggedEvent::position))
                .toList();
        take(events, new Cursor(cursor.store(), Math.max(through, cursor.position())));
    }

    private void take(List<LoggedEvent> events, Cursor through) {
        List<NewDelivery> made = matcher.match(through.store(), events);
        if (made.isEmpty()) {
            cursor = through;
            idle();
        } else {
            collect(made, through).onSuccess(done -> idle());
        }
    }

    /** Never completes when the lease is lost. */
    private Future<Void> collect(List<NewDelivery> made, Cursor through) {
        Promise<Void> done = Promise.promise();
        persistence
                .persist(() -> parts.ledger().collect(lease, made, through))
                .onSuccess(collected -> onStored(made, through, collected, done));
        return done.future();
    }

    private void onStored(List<NewDelivery> made, Cursor through, Optional<Collected> collected, Promise<Void> done) {
        if (collected.isEmpty()) {
            onLost.run();
            return;
        }
        cursor = through;
        stored = through;
        settledAt = parts.timing().nanos();
        onCollected.accept(made, collected.get());
        done.complete();
    }

    /**
     * What is missing behind the cursor, and where to go on.
     *
     * @param letters one for each topic of which something may be missing
     */
    private record Gaps(List<NewDelivery> letters, Cursor next) {}

    private Future<Gaps> gaps(List<Topic> asked) {
        return persistence.persist(() -> {
            List<Future<BusMessage>> places = asked.stream()
                    .map(topic -> parts.log().check(topic, cursor))
                    .toList();
            return Future.all(places)
                    .map(all -> gaps(asked, places.stream().map(Future::result).toList()));
        });
    }

    private Gaps gaps(List<Topic> asked, List<BusMessage> places) {
        List<NewDelivery> letters = new ArrayList<>();
        Cursor next = null;
        for (int i = 0; i < places.size(); i++) {
            Cursor from = cursor;
            if (places.get(i) instanceof LogGap gap) {
                from = behind(gap);
                letters.add(matcher.gap(asked.get(i), cursor, from));
            }
            next = next == null || from.position() < next.position() ? from : next;
        }
        return new Gaps(letters, next == null ? cursor : next);
    }

    /** Where nothing is missing any more; of a log that has become shorter, its end. */
    private Cursor behind(LogGap gap) {
        boolean shorter = gap.store() != cursor.store() || cursor.position() > gap.latest();
        return new Cursor(gap.store(), shorter ? gap.latest() : gap.earliest());
    }

    private Future<Void> skip(Gaps gaps) {
        if (gaps.letters().isEmpty()) {
            return Future.succeededFuture();
        }
        LOG.atWarn()
                .addKeyValue(LogKey.DELIVERY, lease.subscription())
                .addKeyValue(LogKey.TOPICS, gaps.letters().size())
                .log("events are missing in the log: there is a dead letter for each topic");
        return collect(gaps.letters(), gaps.next());
    }
}
