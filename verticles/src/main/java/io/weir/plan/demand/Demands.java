package io.weir.plan.demand;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is asked of the objects at one place, by their concrete types. Types of which the same is asked share one map.
 * Immutable; compared by identity.
 */
public final class Demands {

    private final String type;
    private final Map<String, Map<String, Demand>> byType;
    private final Map<String, Demand> uniform;
    private final boolean typename;
    private final boolean same;

    Demands(String type, Map<String, Map<String, Demand>> byType, boolean typename) {
        this(type, byType, uniform(byType), typename);
    }

    private Demands(
            String type, Map<String, Map<String, Demand>> byType, Map<String, Demand> uniform, boolean typename) {
        this.type = type;
        this.byType = Collections.unmodifiableMap(byType);
        this.typename = typename;
        this.uniform = uniform;
        this.same = byType.values().stream().allMatch(demands -> demands.size() == uniform.size());
    }

    /** What is asked of the one object of a root type. */
    public static Demands ofRoot(String type, Map<String, Demand> demands) {
        return new Demands(type, Map.of(type, demands), false);
    }

    /** What is asked of the objects of an interface that has no concrete types. */
    static Demands ofInterface(String type, Map<String, Demand> demands, boolean typename) {
        return new Demands(type, Map.of(), demands, typename);
    }

    private static Map<String, Demand> uniform(Map<String, Map<String, Demand>> byType) {
        Map<String, Demand> uniform = new LinkedHashMap<>();
        for (Map<String, Demand> demands : byType.values()) {
            uniform.putAll(demands);
            break;
        }
        for (Map<String, Demand> demands : byType.values()) {
            uniform.values().removeIf(demand -> demands.get(demand.key()) != demand);
        }
        return uniform;
    }

    /** The static type. */
    public String type() {
        return type;
    }

    /** By concrete type and storage key, in the order of the selection. */
    public Map<String, Map<String, Demand>> byType() {
        return byType;
    }

    /** What is asked of every concrete type alike. */
    public Map<String, Demand> uniform() {
        return uniform;
    }

    /** Whether nothing else than {@link #uniform} is asked, so that the concrete type need not be known for it. */
    public boolean same() {
        return same;
    }

    /** Whether the type's name itself is asked for. */
    public boolean typename() {
        return typename;
    }
}
