/** When to go on: back-pressure over the bus, and pauses between attempts. */
@NullMarked
package io.weir.flow;

import org.jspecify.annotations.NullMarked;
