/** {@code deliveries:} of the configuration and their documents in; what each listens to, shapes and calls out. */
@NullMarked
package io.weir.graph.delivery;

import org.jspecify.annotations.NullMarked;
