/** What clients ask about reads after writes, and how far the systems are, in; waits at gates and what responses say of them, out. */
@NullMarked
package io.weir.execution.consistency;

import org.jspecify.annotations.NullMarked;
