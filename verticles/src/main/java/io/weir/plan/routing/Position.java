package io.weir.plan.routing;

import io.weir.plan.demand.Demand;
import io.weir.plan.demand.Demands;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One place in the merged data, with the objects that stand there. For one thread. */
public final class Position {

    private final String type;
    private final List<Step> path;
    private final @Nullable Origin origin;
    private final List<Reading> readings = new ArrayList<>(1);
    private final Map<String, Subject> subjects = new LinkedHashMap<>(2);
    private final Set<FetchDraft> guards = new LinkedHashSet<>(0);
    private final Map<Demands, Set<FetchDraft>> settled = new HashMap<>(2);

    /**
     * One step of the path.
     *
     * @param type the type of the objects to go on from; null for all
     * @param key the storage key to follow
     */
    public record Step(@Nullable String type, String key) {}

    /** The field that leads here: other subgraphs may be asked for it too. */
    record Origin(Subject parent, Demand demand) {}

    Position(String type, List<Step> path, @Nullable Origin origin) {
        this.type = type;
        this.path = List.copyOf(path);
        this.origin = origin;
        if (origin != null) {
            guards.addAll(origin.parent().position().guards);
        }
    }

    /** The static type in the merged schema. */
    public String type() {
        return type;
    }

    /** From the root object; lists are walked through. */
    public List<Step> path() {
        return path;
    }

    @Nullable
    Origin origin() {
        return origin;
    }

    List<Reading> readings() {
        return readings;
    }

    /** The fetches that must have ended before objects here, and on the way here, can be told apart by their types. */
    Set<FetchDraft> guards() {
        return guards;
    }

    /** The objects of one type; those of the static type of an interface are all objects, whatever their types. */
    Subject subject(String of) {
        return subjects.computeIfAbsent(of, t -> new Subject(this, t));
    }

    /** The fetch that tells the objects' types, or the only one so far. */
    Reading primary() {
        for (Reading reading : readings) {
            if (!reading.interfaceObject()) {
                return reading;
            }
        }
        return readings.get(0);
    }

    /** Whether no fetch here knows the objects' concrete types. */
    boolean typesUnknown() {
        return primary().interfaceObject();
    }

    /** From now on the types are known: what is fetched by type waits for this. */
    void learnTypes(Reading reading) {
        readings.add(reading);
        guards.add(reading.fetch());
    }

    /**
     * The fetches that bring all of the demands; null while they are not planned. Each type of an interface leads to the
     * same objects below, so without this the work would grow with the types on every level.
     */
    @Nullable
    Set<FetchDraft> settled(Demands demands) {
        return settled.get(demands);
    }

    void settle(Demands demands, Set<FetchDraft> fetches) {
        settled.put(demands, fetches);
    }

    /** Whether a field is planned for objects of one type. */
    boolean resolvedForAny(String key) {
        return subjects.values().stream().anyMatch(subject -> subject.resolved(key) != null);
    }

    /** All objects, where they have been asked for something as such. */
    @Nullable
    Subject whole() {
        return subjects.get(type);
    }

    /** Where a field leads. */
    Position child(Subject parent, Demand demand, String childType) {
        List<Step> steps = new ArrayList<>(path);
        steps.add(new Step(parent.type().equals(type) ? null : parent.type(), demand.key()));
        return new Position(childType, steps, new Origin(parent, demand));
    }
}
