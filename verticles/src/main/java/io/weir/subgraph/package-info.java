/**
 * Asks subgraphs over HTTP: one GraphQL request in, the reply's bytes out, whatever the network does in between.
 */
@NullMarked
package io.weir.subgraph;

import org.jspecify.annotations.NullMarked;
