/** Events in; whether a subscription document wants them, and what it makes of them, out. */
@NullMarked
package io.weir.delivery.shape;

import org.jspecify.annotations.NullMarked;
