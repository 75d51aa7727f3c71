/** The origins that the configuration allows in, whether a web page may call out. */
@NullMarked
package io.weir.transport.origin;

import org.jspecify.annotations.NullMarked;
