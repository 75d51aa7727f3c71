/**
 * The SDL of one subgraph in, Federation 1 or 2, its schema in {@link io.weir.graph.federation.SubgraphSchema normal form}
 * out; what the subgraph alone gets wrong are problems.
 */
@NullMarked
package io.weir.graph.federation.reading;

import org.jspecify.annotations.NullMarked;
