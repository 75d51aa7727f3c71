/**
 * Calls the sources of root fields over the event bus: a topic to publish on, a topic to ask.
 */
@NullMarked
package io.weir.source;

import org.jspecify.annotations.NullMarked;
