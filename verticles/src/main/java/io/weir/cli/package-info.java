/**
 * Words of the command line in, a running node or an answer and an exit code out.
 */
@NullMarked
package io.weir.cli;

import org.jspecify.annotations.NullMarked;
