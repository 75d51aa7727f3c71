/**
 * SDL text in, definitions that know their file, line and column out; definitions in, a schema for validation and
 * introspection out.
 */
@NullMarked
package io.weir.graph.sdl;

import org.jspecify.annotations.NullMarked;
