/**
 * Events of topics in, finished responses out: one trigger for each topic, one execution for each group of equal
 * subscriptions, one message for each transport instance that has members of the group.
 */
@NullMarked
package io.weir.trigger;

import org.jspecify.annotations.NullMarked;
