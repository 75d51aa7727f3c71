/** What the log keeps and how it is asked: events, patterns and segments in; positions and pages out. */
@NullMarked
package io.weir.log.ledger;

import org.jspecify.annotations.NullMarked;
