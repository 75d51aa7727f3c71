package io.weir.plan.routing;

import org.jspecify.annotations.Nullable;

/**
 * One way to get a field.
 *
 * @param home who is asked
 * @param reading the fetch that is extended; null when one has to be made
 * @param hop how the subgraph is reached by an entity fetch; null when it is not
 * @param cost in tenths of a fetch, what must be fetched below the field included
 */
record Option(Home home, @Nullable Reading reading, Hops.@Nullable Hop hop, double cost) {

    /** By a fetch that reads the object already. */
    static Option local(Home home, Reading reading, double cost) {
        return new Option(home, reading, null, cost);
    }

    /** By an entity fetch. */
    static Option entity(Home home, Hops.Hop hop, double cost) {
        return new Option(home, null, hop, cost);
    }

    /** By asking another subgraph for the field that leads to the object. */
    static Option again(Home home, double cost) {
        return new Option(home, null, null, cost);
    }
}
