/** Replicas of a PostgreSQL server: where its log ends after a write in, how far they have replayed it out. */
@NullMarked
package io.weir.gate.lsn;

import org.jspecify.annotations.NullMarked;
