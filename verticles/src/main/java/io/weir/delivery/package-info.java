/** Events of the log in; payloads that subscription documents shape, delivered to others in order and at least once, out. */
@NullMarked
package io.weir.delivery;

import org.jspecify.annotations.NullMarked;
