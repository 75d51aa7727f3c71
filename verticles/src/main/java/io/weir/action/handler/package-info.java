/** Calls to handlers, by HTTP, over the bus or through RabbitMQ: a command in, what came of one attempt out. */
@NullMarked
package io.weir.action.handler;

import org.jspecify.annotations.NullMarked;
