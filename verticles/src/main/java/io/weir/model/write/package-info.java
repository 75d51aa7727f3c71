/** Changes of rows in; the rows, and the events that are written with them, out. Refuses illegal moves and stale versions. */
@NullMarked
package io.weir.model.write;

import org.jspecify.annotations.NullMarked;
