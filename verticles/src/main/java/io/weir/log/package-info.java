/**
 * The log of events: events of logged topics, and what was written to models, in; the same, durable and with positions, out
 * to the triggers and deliveries of the node, and on request to whoever was away.
 */
@NullMarked
package io.weir.log;

import org.jspecify.annotations.NullMarked;
