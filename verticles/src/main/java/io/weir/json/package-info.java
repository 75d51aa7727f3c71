/**
 * JSON text in, maps, lists and exact numbers out; and back.
 */
@NullMarked
package io.weir.json;

import org.jspecify.annotations.NullMarked;
