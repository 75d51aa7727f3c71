/** A configuration and a graph in, a running node out; closed in reverse. */
@NullMarked
package io.weir.server;

import org.jspecify.annotations.NullMarked;
