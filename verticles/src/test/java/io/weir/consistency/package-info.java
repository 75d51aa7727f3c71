/** Reads after writes, as clients see them and the systems that writes reach, against running nodes. */
@NullMarked
package io.weir.consistency;

import org.jspecify.annotations.NullMarked;
