/** What gates keep in the store: how far systems are, and the keys that tokens are sealed with. */
@NullMarked
package io.weir.gate.ledger;

import org.jspecify.annotations.NullMarked;
