/**
 * Every message that crosses the event bus between stages, its wire form, and the addresses it is sent to. Stages
 * meet here and nowhere else.
 */
@NullMarked
package io.weir.bus;

import org.jspecify.annotations.NullMarked;
