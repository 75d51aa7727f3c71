/** One attempt to deliver in, what came of it out: webhooks, topics, addresses of the bus, mutations of this graph. */
@NullMarked
package io.weir.delivery.target;

import org.jspecify.annotations.NullMarked;
