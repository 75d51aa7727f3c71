/**
 * SDL in, one immutable {@link io.weir.graph.Graph} out: the client-facing types, the keys of entities, and the source
 * of every root field.
 */
@NullMarked
package io.weir.graph;

import org.jspecify.annotations.NullMarked;
