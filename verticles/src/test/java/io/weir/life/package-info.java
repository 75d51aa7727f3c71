/**
 * A cluster of several processes whose nodes are restarted, killed, paused and cut off from each other while clients
 * work: what happens to nodes in, what clients may see of it out.
 */
@NullMarked
package io.weir.life;

import org.jspecify.annotations.NullMarked;
