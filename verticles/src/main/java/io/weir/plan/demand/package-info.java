/**
 * Selections in, demands out: what of every object is asked for, by its concrete type, with fragments, conditions and
 * aliases resolved. Planning and the representations of entities are both written in demands.
 */
@NullMarked
package io.weir.plan.demand;

import org.jspecify.annotations.NullMarked;
