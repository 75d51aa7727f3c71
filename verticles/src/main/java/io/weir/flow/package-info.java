/** When to go on: clocks and timers, back-pressure over the bus, pauses between attempts, and whom to leave in peace. */
@NullMarked
package io.weir.flow;

import org.jspecify.annotations.NullMarked;
