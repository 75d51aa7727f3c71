/**
 * Calls the sources of root fields over the event bus: a topic to publish on, a topic to ask, an action to
 * run and to wait for.
 */
@NullMarked
package io.weir.source;

import org.jspecify.annotations.NullMarked;
