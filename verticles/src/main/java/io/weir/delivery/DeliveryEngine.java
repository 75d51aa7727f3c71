package io.weir.delivery;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.weir.bus.LogAdvanced;
import io.weir.delivery.ledger.Lease;
import io.weir.delivery.ledger.Standing;
import io.weir.delivery.ledger.Tenure;
import io.weir.graph.delivery.DeliveryDefinition;
import io.weir.telemetry.LogKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a fair share of the subscriptions of the configuration: takes over those that nobody runs, prolongs their leases while
 * the node lives, and gives back what is too much once others are there, what was disabled, and what the configuration has
 * no more or has otherwise. Belongs to one event loop.
 */
final class DeliveryEngine {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryEngine.class);

    private final Parts parts;
    private final Supplier<List<DeliveryDefinition>> configured;
    private final String node;
    private final Map<String, Run> runs = new LinkedHashMap<>();
    private final Set<String> known = new HashSet<>();
    private int nodes = 1;
    /** The others there are now have left what is more than this node's share to it: they may have other subscriptions. */
    private boolean unwanted;

    private boolean looking;
    private boolean lookAgain;
    private boolean stopped;

    /**
     * An engine that does nothing before {@link #start}.
     *
     * @param configured the subscriptions of the graph that the node serves now
     * @param node who holds this node's leases; of no other node, nor of this one before it was started again
     */
    DeliveryEngine(Parts parts, Supplier<List<DeliveryDefinition>> configured, String node) {
        this.parts = parts;
        this.configured = configured;
        this.node = node;
    }

    void start() {
        beat();
        lookLater();
    }

    /** Begins nothing more, waits a while for what is under way, and gives everything back. Never fails. */
    Future<Void> stop() {
        stopped = true;
        List<Run> all = List.copyOf(runs.values());
        Promise<Void> enough = Promise.promise();
        var late = parts.timing().after(parts.pace().drain(), enough::tryComplete);
        Future.join(all.stream().map(Run::stop).toList()).onComplete(drained -> enough.tryComplete());
        return enough.future()
                .eventually(() -> {
                    late.cancel();
                    all.forEach(Run::abandon);
                    return parts.ledger().release(all.stream().map(Run::lease).toList());
                })
                .eventually(() -> parts.ledger().leave(node))
                .otherwiseEmpty();
    }

    /** The node's log has stored events. */
    void onAdvanced(LogAdvanced advanced) {
        runs.values().forEach(run -> run.onAdvanced(advanced));
    }

    /** Operators have changed these. */
    void onChanged(Collection<String> names) {
        List<Lease> leases = runs.values().stream()
                .filter(run -> names.contains(run.delivery().name()))
                .map(Run::lease)
                .toList();
        if (!leases.isEmpty()) {
            renew(leases);
        }
        look();
    }

    /** Another graph is served. */
    void onGraph() {
        unwanted = false;
        Map<String, DeliveryDefinition> definitions = definitions();
        for (Run run : List.copyOf(runs.values())) {
            if (!run.delivery().equals(definitions.get(run.delivery().name()))) {
                giveBack(run);
            }
        }
        look();
    }

    private Map<String, DeliveryDefinition> definitions() {
        return configured.get().stream().collect(Collectors.toMap(DeliveryDefinition::name, one -> one));
    }

    private int share() {
        return (configured.get().size() + nodes - 1) / nodes;
    }

    private void beat() {
        if (stopped) {
            return;
        }
        Duration lease = parts.pace().lease();
        boolean shares = !configured.get().isEmpty();
        (shares ? parts.ledger().attend(node, lease) : Future.succeededFuture(1)).onComplete((seen, failure) -> {
            unwanted = unwanted && (failure != null || seen == nodes);
            nodes = failure == null ? seen : nodes;
            renew(runs.values().stream().map(Run::lease).toList());
            giveBackSurplus();
            look();
            parts.timing().after(parts.pace().beat(), this::beat);
        });
    }

    private void renew(List<Lease> leases) {
        if (leases.isEmpty()) {
            return;
        }
        parts.ledger().renew(leases, parts.pace().lease()).onComplete((standings, failure) -> {
            if (failure == null) {
                compare(leases, standings);
            }
        });
    }

    private void compare(List<Lease> leases, List<Standing> standings) {
        Map<Lease, Standing> held = new HashMap<>();
        standings.forEach(standing -> held.put(standing.lease(), standing));
        for (Lease lease : leases) {
            Run run = runs.get(lease.subscription());
            if (run == null || !run.lease().equals(lease)) {
                continue;
            }
            Standing standing = held.get(lease);
            if (standing == null) {
                lose(run);
            } else if (!run.stopping()) {
                run.onStanding(standing);
            }
        }
    }

    private void lose(Run run) {
        LOG.atWarn()
                .addKeyValue(LogKey.DELIVERY, run.delivery().name())
                .log("another node runs this subscription now: what this one finds out is forgotten");
        run.abandon();
        forget(run);
    }

    /** What is more than this node's share of the work goes to others that have come. */
    private void giveBackSurplus() {
        List<Run> mine = runs.values().stream().filter(run -> !run.stopping()).toList();
        int surplus = nodes == 1 || unwanted ? 0 : mine.size() - share();
        for (int i = 0; i < surplus; i++) {
            giveBack(mine.get(mine.size() - 1 - i));
        }
    }

    private void giveBack(Run run) {
        if (run.stopping()) {
            return;
        }
        run.stop()
                .onComplete(
                        drained -> parts.ledger().release(List.of(run.lease())).onComplete(released -> {
                            run.abandon();
                            forget(run);
                            look();
                        }));
    }

    private void forget(Run run) {
        if (runs.remove(run.delivery().name(), run)) {
            parts.metrics().delivery(run.delivery().name()).owned(false);
        }
    }

    private void lookLater() {
        parts.timing().after(parts.pace().look(), () -> {
            look();
            if (!stopped) {
                lookLater();
            }
        });
    }

    /** For subscriptions that nobody runs. */
    private void look() {
        Map<String, DeliveryDefinition> wanted = definitions();
        wanted.keySet().removeAll(runs.keySet());
        if (stopped || wanted.isEmpty()) {
            return;
        }
        if (looking) {
            lookAgain = true;
            return;
        }
        looking = true;
        makeKnown(wanted.values()).compose(all -> claim(wanted.keySet())).onComplete((tenures, failure) -> {
            looking = false;
            if (failure == null) {
                tenures.forEach(tenure -> take(tenure, wanted));
            }
            if (lookAgain) {
                lookAgain = false;
                look();
            }
        });
    }

    /** Beyond its share a node takes only what nobody else has wanted for long. */
    private Future<List<Tenure>> claim(Collection<String> names) {
        int room = share() - runs.size();
        Duration lease = parts.pace().lease();
        return room > 0
                ? parts.ledger().claim(names, room, Duration.ZERO, node, lease)
                : parts.ledger()
                        .claim(names, names.size(), lease, node, lease)
                        .onSuccess(taken -> unwanted = unwanted || !taken.isEmpty());
    }

    private void take(Tenure tenure, Map<String, DeliveryDefinition> wanted) {
        DeliveryDefinition delivery =
                Objects.requireNonNull(wanted.get(tenure.lease().subscription()), "asked for");
        if (stopped || !delivery.equals(definitions().get(delivery.name()))) {
            parts.ledger().release(List.of(tenure.lease()));
            return;
        }
        Run[] made = new Run[1];
        made[0] = new Run(parts, delivery, tenure, () -> giveBack(made[0]));
        runs.put(delivery.name(), made[0]);
        parts.metrics().delivery(delivery.name()).owned(true);
        made[0].start();
    }

    /** One that is seen for the first time begins where the log ends now. */
    private Future<Void> makeKnown(Collection<DeliveryDefinition> wanted) {
        List<DeliveryDefinition> fresh =
                wanted.stream().filter(one -> !known.contains(one.name())).toList();
        if (fresh.isEmpty()) {
            return Future.succeededFuture();
        }
        List<String> names = fresh.stream().map(DeliveryDefinition::name).toList();
        return parts.ledger().known(names).compose(before -> {
            known.addAll(before);
            List<Future<Void>> created = new ArrayList<>();
            fresh.stream().filter(one -> !before.contains(one.name())).forEach(one -> created.add(create(one)));
            return Future.join(created).<Void>mapEmpty().otherwiseEmpty();
        });
    }

    private Future<Void> create(DeliveryDefinition delivery) {
        List<Topic> topics = Topic.of(delivery);
        List<String> names = topics.stream().map(Topic::text).toList();
        return parts.log()
                .endOf(topics)
                .compose(end -> parts.ledger().create(delivery.name(), end, names))
                .onSuccess(created -> known.add(delivery.name()));
    }
}
