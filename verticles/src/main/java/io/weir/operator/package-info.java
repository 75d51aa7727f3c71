/**
 * What operators ask of deliveries and of the log in, over GraphQL; what the nodes with these roles answer out. Knows them
 * by their messages on the bus only, so that any node can be asked.
 */
@NullMarked
package io.weir.operator;

import org.jspecify.annotations.NullMarked;
