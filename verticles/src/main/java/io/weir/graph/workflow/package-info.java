/**
 * A graph in; a drawing of its state machines, and of what moves rows through them, out.
 */
@NullMarked
package io.weir.graph.workflow;

import org.jspecify.annotations.NullMarked;
