/**
 * The models of a graph as one more subgraph, asked in this process: GraphQL requests in, rows read and written, GraphQL
 * responses out.
 */
@NullMarked
package io.weir.model.subgraph;

import org.jspecify.annotations.NullMarked;
