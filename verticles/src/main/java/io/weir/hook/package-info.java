/**
 * A hook of the configuration and a question in, its answer out: over HTTP, or the event bus. Asks once, waits for no
 * longer than the hook's timeout, and takes no more than the limit.
 */
@NullMarked
package io.weir.hook;

import org.jspecify.annotations.NullMarked;
