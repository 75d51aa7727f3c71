/** Writes of a node and reports of systems that show them in, what a gate adds and how fast it lets go out. */
@NullMarked
package io.weir.load.gate;

import org.jspecify.annotations.NullMarked;
