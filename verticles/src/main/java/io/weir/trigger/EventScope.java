package io.weir.trigger;

import io.vertx.core.Future;
import io.weir.bus.GateReport;
import io.weir.bus.Written;
import io.weir.execution.EventStream;
import io.weir.execution.PlannedOperations;
import io.weir.source.GateClient;
import io.weir.subgraph.SubgraphClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What all groups that take an event share: what they complete it through, so that equal fetches are one, and the waits
 * until systems show it, so that equal waits are one. Belongs to one event loop.
 */
final class EventScope {

    /** Hints that one may stand for. */
    private static final int MAX_PAYLOADS = 100;

    private final PlannedOperations operations;
    private final GateClient gates;
    private final List<Object> payloads;
    private final SubgraphClient client;
    private final Map<Wait, Future<Shown>> waits = new HashMap<>(0);

    /** Completes what these payloads tell of by these operations; without any there is nothing to await. */
    EventScope(PlannedOperations operations, GateClient gates, List<Object> payloads) {
        this.operations = operations;
        this.gates = gates;
        this.payloads = payloads;
        this.client = operations.forEvent();
    }

    /** What is awaited: equal waits are one. */
    private record Wait(List<String> systems, List<Written> writes) {}

    /**
     * How waits have ended.
     *
     * @param unshown of the first that ended before all systems showed the write; null when they all do
     * @param client asks subgraphs as they are since then: no fetch that began before is joined
     */
    record Shown(@Nullable GateReport unshown, SubgraphClient client) {}

    /** Asks subgraphs from the event on: no fetch that began before it is joined. */
    SubgraphClient client() {
        return client;
    }

    /** Completes once the systems that a stream awaits show the event, or time is over; never fails. */
    Future<Shown> shown(EventStream stream) {
        List<Written> writes = payloads.stream().map(stream::written).toList();
        return waits.computeIfAbsent(new Wait(stream.awaits(), writes), this::await);
    }

    private Future<Shown> await(Wait wait) {
        List<Future<GateReport>> gated = wait.writes().stream()
                .map(write -> gates.awaitWrite(wait.systems(), write, null))
                .toList();
        return Future.all(gated)
                .map(all -> new Shown(
                        all.<GateReport>list().stream()
                                .filter(gate -> !gate.passed())
                                .findFirst()
                                .orElse(null),
                        operations.forEvent()));
    }

    /** Whether it stands for as many hints as it may. */
    boolean full() {
        return payloads.size() >= MAX_PAYLOADS;
    }

    /** Of this event and of those before it, which is then completed once for all. */
    EventScope after(EventScope before) {
        List<Object> all = new ArrayList<>(before.payloads);
        payloads.stream().filter(payload -> !all.contains(payload)).forEach(all::add);
        return new EventScope(operations, gates, all);
    }

    /** The same of another graph. */
    EventScope by(PlannedOperations others) {
        return new EventScope(others, gates, payloads);
    }
}
