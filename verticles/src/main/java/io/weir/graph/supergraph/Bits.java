package io.weir.graph.supergraph;

import java.util.Collection;

/** Sets of subgraph ids as bits. */
final class Bits {

    private Bits() {}

    static long of(Collection<Integer> ids) {
        long bits = 0;
        for (int id : ids) {
            bits |= 1L << id;
        }
        return bits;
    }
}
