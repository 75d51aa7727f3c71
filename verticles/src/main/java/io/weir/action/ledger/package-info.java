/** The durable record of every action: accepted, claimed, begun, settled. All of its SQL is here. */
@NullMarked
package io.weir.action.ledger;

import org.jspecify.annotations.NullMarked;
