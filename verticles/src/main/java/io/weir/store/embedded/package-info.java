/** A folder in, a PostgreSQL server that keeps its data there out: its programs, its life, and who may use it. */
@NullMarked
package io.weir.store.embedded;

import org.jspecify.annotations.NullMarked;
