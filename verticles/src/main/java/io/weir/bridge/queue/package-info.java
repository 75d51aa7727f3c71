/**
 * Deliveries of a broker's durable queue in, one batch at a time to who stores them out, and only then acknowledged. What
 * a queue is, each broker says for itself: {@link io.weir.bridge.queue.QueueChannel}.
 */
@NullMarked
package io.weir.bridge.queue;

import org.jspecify.annotations.NullMarked;
