/** What a gate asks of a system, however that system says how far it is: a write in, a target and a wait for it out. */
@NullMarked
package io.weir.gate.participant;

import org.jspecify.annotations.NullMarked;
