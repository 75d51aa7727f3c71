/** Rows that a node writes in, what they cost with their events, and with deliveries of these, out. */
@NullMarked
package io.weir.load.model;

import org.jspecify.annotations.NullMarked;
