/**
 * What subgraphs say, in one {@link io.weir.graph.federation.SubgraphSchema normal form}, and the words it is written in:
 * {@code reading} and {@code join} bring schemas to it, {@code composition} merges it.
 */
@NullMarked
package io.weir.graph.federation;

import org.jspecify.annotations.NullMarked;
