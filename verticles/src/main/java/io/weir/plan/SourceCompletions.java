package io.weir.plan;

import io.weir.plan.demand.WorkLimit;
import io.weir.plan.routing.Payload;
import io.weir.plan.routing.Unreachable;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The fetches that complete the values of one source, by what the values lack. Nearly all values lack nothing: only a
 * value without a field that its source declares, and that another subgraph has too, needs a plan of its own. A field
 * that is there and null is a value. Thread-safe.
 */
final class SourceCompletions implements SourceFetch.Completions {

    private static final int MAX_VARIANTS = 64;

    private final String staticType;
    private final Set<String> byInterface;
    private final Map<String, Set<String>> replaceable;
    private final FetchGraph complete;
    private final Function<Payload, FetchGraph> plans;
    private final Map<Payload, FetchGraph> variants = new ConcurrentHashMap<>(2);

    /**
     * Completes values.
     *
     * @param staticType the type of a value that names none
     * @param byInterface the types of values that are known by the key of their interface only
     * @param replaceable the fields, by type, that are fetched elsewhere when a value lacks them
     * @param complete what is fetched for a value that lacks nothing
     * @param plans plans what is fetched for another; may throw {@link Unreachable}
     */
    SourceCompletions(
            String staticType,
            Set<String> byInterface,
            Map<String, Set<String>> replaceable,
            FetchGraph complete,
            Function<Payload, FetchGraph> plans) {
        this.staticType = staticType;
        this.byInterface = byInterface;
        this.replaceable = replaceable;
        this.complete = complete;
        this.plans = plans;
    }

    /** What is fetched for a value that lacks nothing. */
    FetchGraph complete() {
        return complete;
    }

    /** The fields, by type, that are fetched elsewhere when a value lacks them. */
    Map<String, Set<String>> replaceable() {
        return new TreeMap<>(replaceable);
    }

    /** What is fetched for a value that is known by the key of its interface only, where there may be one. */
    Optional<FetchGraph> ofInterface() {
        return byInterface.isEmpty() ? Optional.empty() : Optional.of(variant(new Payload(true, Set.of())));
    }

    @Override
    public FetchGraph of(Object value) {
        if (replaceable.isEmpty() && byInterface.isEmpty()) {
            return complete;
        }
        Set<String> absent = new HashSet<>(0);
        boolean unknown = collect(value, absent);
        return absent.isEmpty() && !unknown ? complete : variant(new Payload(unknown, absent));
    }

    /** Adds what objects lack; whether one is known by the key of its interface only. */
    private boolean collect(Object value, Set<String> absent) {
        if (value instanceof Iterable<?> elements) {
            boolean unknown = false;
            for (Object element : elements) {
                unknown |= collect(element, absent);
            }
            return unknown;
        }
        if (!(value instanceof Map<?, ?> object)) {
            return false;
        }
        Object named = object.get("__typename");
        String type = named instanceof String name ? name : staticType;
        for (String field : replaceable.getOrDefault(type, Set.of())) {
            if (!object.containsKey(field)) {
                absent.add(field);
            }
        }
        return byInterface.contains(type);
    }

    private FetchGraph variant(Payload payload) {
        FetchGraph known = variants.get(payload);
        if (known != null) {
            return known;
        }
        FetchGraph planned = plan(payload);
        if (variants.size() >= MAX_VARIANTS) { // events of many shapes: keep the latest
            variants.clear();
        }
        variants.put(payload, planned);
        return planned;
    }

    private FetchGraph plan(Payload payload) {
        try {
            return plans.apply(payload);
        } catch (Unreachable | WorkLimit.Exceeded e) { // the key itself is lacking, say: what is there is all there is
            return complete;
        }
    }
}
