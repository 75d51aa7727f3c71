/**
 * Which topics are logged: written to the store before anyone hears of their events, so that a subscriber who was away
 * gets what it missed.
 */
@NullMarked
package io.weir.graph.log;

import org.jspecify.annotations.NullMarked;
