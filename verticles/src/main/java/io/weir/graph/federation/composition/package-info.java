/**
 * The schemas of subgraphs in, in {@link io.weir.graph.federation.SubgraphSchema normal form}, one supergraph out:
 * composition after Apollo Federation 1 and 2, with every conflict as a problem that names its places.
 */
@NullMarked
package io.weir.graph.federation.composition;

import org.jspecify.annotations.NullMarked;
