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
 * @param shape what of the value is taken; empty when it is taken as it is and nothing is ever added to it
 * @param completion the fetches that complete the value, once it is there
 */
public record SourceFetch(
        String field,
        String storageKey,
        RootSource source,
        FieldArguments arguments,
        ValueProjection value,
        Optional<String> namedInterface,
        Optional<PayloadShape> shape,
        Completions completion)
        implements FetchNode {

    private static final int[] NOTHING = {};

    /** Fields of mutations and queries that sources answer never wait for one another. */
    @Override
    public int[] dependsOn() {
        return NOTHING;
    }

    /** Which fetches complete a value. Thread-safe; what it answers is remembered. */
    public interface Completions {

        /** For values that need no fetch. */
        Completions NONE = value -> FetchGraph.EMPTY;

        /**
         * The fetches that complete this value. They depend on it where the schema says that the source gives a field
         * which another subgraph has too: it is fetched from there when the value lacks it.
         *
         * @param value the object that the source gave, not yet taken by the shape
         * @return paths start at the root object
         */
        FetchGraph of(Object value);
    }
}
