/**
 * Who owns what: the immutable model of a federated graph that composition builds once and planning reads. Terms and
 * semantics are those of Apollo Federation 2 and its {@code join} specification, v0.3 to v0.5.
 */
@NullMarked
package io.weir.graph.supergraph;

import org.jspecify.annotations.NullMarked;
