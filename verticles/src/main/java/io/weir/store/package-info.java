/** PostgreSQL: a configuration in; a pool, a migrated schema and their health out. */
@NullMarked
package io.weir.store;

import org.jspecify.annotations.NullMarked;
