/** The command line in, a running node out. */
@NullMarked
package io.weir;

import org.jspecify.annotations.NullMarked;
