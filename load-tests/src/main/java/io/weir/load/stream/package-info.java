/**
 * Events for the log of a node in; what it costs to store them and to read them again, and whether each came once and in
 * order, out.
 */
@NullMarked
package io.weir.load.stream;

import org.jspecify.annotations.NullMarked;
