/** Deliveries in the store: who owns a subscription, how far it has read, and what became of each delivery. */
@NullMarked
package io.weir.delivery.ledger;

import org.jspecify.annotations.NullMarked;
