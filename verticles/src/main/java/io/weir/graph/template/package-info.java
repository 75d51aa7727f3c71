/** Templates in directives: what their placeholders name is held against the schema; topics made of them. */
@NullMarked
package io.weir.graph.template;

import org.jspecify.annotations.NullMarked;
