/**
 * A server to measure in, its process, its address and what it uses of the machine out.
 */
@NullMarked
package io.weir.load.node;

import org.jspecify.annotations.NullMarked;
