/** Back-pressure over the bus: what was sent in, whether the receivers have handled it out. */
@NullMarked
package io.weir.flow;

import org.jspecify.annotations.NullMarked;
