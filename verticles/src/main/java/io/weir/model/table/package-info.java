/** Models in: their tables, how values stand in them, and what it takes to bring the store's tables to them out. */
@NullMarked
package io.weir.model.table;

import org.jspecify.annotations.NullMarked;
