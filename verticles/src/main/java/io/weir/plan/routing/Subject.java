package io.weir.plan.routing;

import io.weir.plan.demand.Demand;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The objects of one type at one position: who reads them, and which of their fields are planned. For one thread. */
final class Subject {

    private final Position position;
    private final String type;
    private final Map<String, Resolved> resolved = new HashMap<>();
    private final List<Reading> readings = new ArrayList<>(0);
    private final Set<String> underWay = new HashSet<>(0);
    private Collection<Demand> pending = List.of();
    private long busy;
    private @Nullable QueryDraft query;

    /**
     * A field that is planned.
     *
     * @param fetch which brings it
     * @param below where it leads; null for scalars and enums
     */
    record Resolved(FetchDraft fetch, @Nullable Position below) {}

    Subject(Position position, String type) {
        this.position = position;
        this.type = type;
    }

    Position position() {
        return position;
    }

    String type() {
        return type;
    }

    /** Planned fields by storage key; what is planned for all objects of the position counts. */
    @Nullable
    Resolved resolved(String key) {
        Resolved own = resolved.get(key);
        Subject whole = position.whole();
        return own != null || whole == null ? own : whole.resolved.get(key);
    }

    void resolved(String key, Resolved how) {
        resolved.put(key, how);
    }

    /** The fetches that read these objects: those of the whole position first. */
    List<Reading> readings(Catalog catalog) {
        List<Reading> all = new ArrayList<>(position.readings().size() + readings.size());
        for (Reading reading : position.readings()) {
            if (reading.covers(catalog, type)) {
                all.add(reading);
            }
        }
        all.addAll(readings);
        return all;
    }

    /** The entity fetches for these objects alone. */
    List<Reading> own() {
        return readings;
    }

    /** Subgraphs that must not be asked for more, since what names an object to them is just being found. */
    long busy() {
        return busy;
    }

    void busy(long bits) {
        busy = bits;
    }

    /** The fetch of fields of Query, where a field has led back to it; null while there is none. */
    @Nullable
    QueryDraft query() {
        return query;
    }

    void query(QueryDraft fetch) {
        query = fetch;
    }

    /** Keys of fields for which required fields are just being found. */
    Set<String> underWay() {
        return underWay;
    }

    /** What is still to be planned beside the field that is just planned. */
    Collection<Demand> pending() {
        return pending;
    }

    void pending(Collection<Demand> demands) {
        pending = demands;
    }
}
