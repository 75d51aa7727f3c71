/**
 * Nodes of a cluster in, what an event, a topic, and one more node cost out.
 */
@NullMarked
package io.weir.load.cluster;

import org.jspecify.annotations.NullMarked;
