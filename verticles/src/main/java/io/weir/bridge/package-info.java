/**
 * Requests of other stages for a provider's topics in, calls to that provider's bridge out. What one broker needs is
 * in the package named after it; only there are broker clients seen.
 */
@NullMarked
package io.weir.bridge;

import org.jspecify.annotations.NullMarked;
