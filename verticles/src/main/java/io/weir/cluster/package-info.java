/**
 * Who else is there: presence of other nodes in, the node that a thing is asked of out. A library that stages use; what
 * joins nodes is in {@code cluster.hazelcast}. Nothing that correctness hangs on is decided here: two nodes may for a while have two
 * views.
 */
@NullMarked
package io.weir.cluster;

import org.jspecify.annotations.NullMarked;
