package io.weir.plan;

import io.weir.plan.demand.WorkLimit;
import io.weir.plan.routing.Payload;
import io.weir.plan.routing.Unreachable;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What becomes of the values of one source, by what the values lack. Nearly all values lack nothing: only one without a
 * field that its source declares, and that another subgraph has too, needs a plan of its own; so does one with such an
 * object at any depth. Thread-safe.
 */
final class SourceCompletions implements SourceFetch.Completions {

    private final Variant complete;
    private final Function<Payload, Variant> plans;
    private final VariantCache<Optional<Variant>> variants;

    /**
     * What becomes of values that differ in one way from what their source declares.
     *
     * @param substitutes what may be lacking of what is read from such values
     */
    record Variant(PayloadPlan plan, Substitutes substitutes) {}

    /**
     * Completes values.
     *
     * @param complete what becomes of a value that lacks nothing
     * @param plans plans for others; may throw {@link Unreachable}
     * @param variants remembers these
     */
    SourceCompletions(Variant complete, Function<Payload, Variant> plans, VariantCache<Optional<Variant>> variants) {
        this.complete = complete;
        this.plans = plans;
        this.variants = variants;
    }

    /** What becomes of a value that lacks nothing. */
    Variant complete() {
        return complete;
    }

    /** What becomes of a value that is known by the key of its interface only, where there may be one. */
    Optional<PayloadPlan> ofInterface() {
        return complete.substitutes().byInterface().isEmpty()
                ? Optional.empty()
                : variant(new Payload(true, Map.of(), Map.of())).map(Variant::plan);
    }

    /** What replaces one thing may read another from the value, which may lack that too. */
    @Override
    public PayloadPlan of(Object value) {
        Variant variant = complete;
        Payload differences = Payload.AS_DECLARED;
        while (!variant.substitutes().none()) {
            Payload more = differences.and(variant.substitutes().differences(value));
            Optional<Variant> next = more.equals(differences) ? Optional.empty() : variant(more);
            if (next.isEmpty()) { // it lacks nothing more, or its key, say: what is there is all there is
                break;
            }
            differences = more;
            variant = next.get();
        }
        return variant.plan();
    }

    private Optional<Variant> variant(Payload payload) {
        Optional<Variant> known = variants.get(this, payload);
        if (known == null) {
            known = plan(payload);
            variants.put(this, payload, known);
        }
        return known;
    }

    private Optional<Variant> plan(Payload payload) {
        try {
            return Optional.of(plans.apply(payload));
        } catch (Unreachable | WorkLimit.Exceeded e) {
            return Optional.empty();
        }
    }
}
