/** HTTP to others: an origin in, a connection to an address out that may be called, and an answer that is not too large. */
@NullMarked
package io.weir.outbound;

import org.jspecify.annotations.NullMarked;
