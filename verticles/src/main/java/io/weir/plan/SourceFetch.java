package io.weir.plan;

import io.weir.graph.RootSource;
import java.util.Optional;

/**
 * A root field whose value comes from one of Weir's own sources. For a subscription it is the event.
 *
 * @param field the field's name
 * @param storageKey where the value stands in the root object
 * @param source where the value comes from
 * @param arguments the field's arguments
 * @param value what the field returns; holds the types that a representation may name
 * @param namedInterface an interface that a representation may name instead of a type; the completion then learns the
 *     type, and what it brings as {@code __typename} replaces the interface's name
 * @param completion what becomes of the value, once it is there
 */
public record SourceFetch(
        String field,
        String storageKey,
        RootSource source,
        FieldArguments arguments,
        ValueProjection value,
        Optional<String> namedInterface,
        Completions completion)
        implements FetchNode {

    private static final int[] NOTHING = {};

    /** Fields of mutations and queries that sources answer never wait for one another. */
    @Override
    public int[] dependsOn() {
        return NOTHING;
    }

    /** What becomes of a value. Thread-safe; what it answers is remembered. */
    public interface Completions {

        /** For values that need no fetch. */
        Completions NONE = value -> PayloadPlan.AS_IT_IS;

        /**
         * What is taken of this value, and what is fetched to complete it. Both depend on it where the schema says that
         * the source gives a field which another subgraph has too: it is fetched from there when the value, or an object
         * within it, lacks it.
         *
         * @param value the object that the source gave
         */
        PayloadPlan of(Object value);
    }
}
