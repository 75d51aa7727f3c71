/** Filters, orders, pages and keys in; statements, and the rows that they find, out. */
@NullMarked
package io.weir.model.read;

import org.jspecify.annotations.NullMarked;
