/**
 * Writes, targets and tokens in; released or timed-out waits out; reports of systems in between. A stage: it meets the
 * others on the bus only.
 */
@NullMarked
package io.weir.gate;

import org.jspecify.annotations.NullMarked;
