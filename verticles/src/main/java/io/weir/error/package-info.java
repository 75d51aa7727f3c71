/** The words by which clients' programs tell errors apart. */
@NullMarked
package io.weir.error;

import org.jspecify.annotations.NullMarked;
