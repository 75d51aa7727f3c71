/** State machines in; the moves that their rows make by themselves, when they are due, out. */
@NullMarked
package io.weir.model.timeout;

import org.jspecify.annotations.NullMarked;
