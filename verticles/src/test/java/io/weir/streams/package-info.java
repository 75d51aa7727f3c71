/** Event streams from outside: what clients hear of a node's topics, whatever happens to nodes, broker and store. */
@NullMarked
package io.weir.streams;

import org.jspecify.annotations.NullMarked;
