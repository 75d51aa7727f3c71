/**
 * Demands and the {@link io.weir.graph.supergraph.Supergraph} in, drafts of fetches out: which subgraph is asked for
 * what, where, and after which others.
 *
 * <p>An object that is being fetched is a {@link io.weir.plan.routing.Position}; each fetch that is reading it there is
 * a {@link io.weir.plan.routing.Reading}. A field of the object is taken from a fetch that reads the object already, or
 * from another subgraph by an entity fetch, or by asking another subgraph for the field that led to the object: that is
 * all there is, and everything else (keys, required fields, chains of them) is one of these again.
 */
@NullMarked
package io.weir.plan.routing;

import org.jspecify.annotations.NullMarked;
