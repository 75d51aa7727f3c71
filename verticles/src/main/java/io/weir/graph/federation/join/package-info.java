/**
 * A supergraph that was composed elsewhere in, the schemas of its subgraphs out, each in {@link
 * io.weir.graph.federation.SubgraphSchema normal form}: what {@code join} v0.3 to v0.5 say, read backwards.
 */
@NullMarked
package io.weir.graph.federation.join;

import org.jspecify.annotations.NullMarked;
