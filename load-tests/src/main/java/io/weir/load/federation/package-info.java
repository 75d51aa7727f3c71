/**
 * The subgraphs that a federated server under load asks: schemas and data → an HTTP server in a process of its own, so
 * that its CPU time is not the gateway's.
 */
@NullMarked
package io.weir.load.federation;

import org.jspecify.annotations.NullMarked;
