/**
 * Joins nodes: the configuration in, a clustered Vert.x out, with word of members that are gone. Of Hazelcast it uses membership
 * and the map of who listens to which address; nothing durable is kept there. Loaded only where there is a cluster.
 */
@NullMarked
package io.weir.cluster.hazelcast;

import org.jspecify.annotations.NullMarked;
