/**
 * Actions of a node and inserts by {@code pgbench} into the same PostgreSQL in, what each of them costs and how soon it is
 * done out.
 */
@NullMarked
package io.weir.load.action;

import org.jspecify.annotations.NullMarked;
