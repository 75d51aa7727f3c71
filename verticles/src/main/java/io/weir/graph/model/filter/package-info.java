/** The argument {@code filter} of a subscription to a model's events in, a condition on an event's payload out. */
@NullMarked
package io.weir.graph.model.filter;

import org.jspecify.annotations.NullMarked;
