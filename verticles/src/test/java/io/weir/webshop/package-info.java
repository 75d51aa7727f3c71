/** The web shop of the event-driven functions document, whole nodes against services that fail. */
@NullMarked
package io.weir.webshop;

import org.jspecify.annotations.NullMarked;
