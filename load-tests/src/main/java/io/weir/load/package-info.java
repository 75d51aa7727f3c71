/**
 * Workload files in, measurements of a node under load out.
 */
@NullMarked
package io.weir.load;

import org.jspecify.annotations.NullMarked;
