/** What writes must have reached in; an opaque text for clients out, and back. */
@NullMarked
package io.weir.gate.token;

import org.jspecify.annotations.NullMarked;
