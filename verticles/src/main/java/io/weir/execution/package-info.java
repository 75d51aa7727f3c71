/**
 * A plan and a root representation in, response bytes out: fetch, merge, null propagation, errors.
 */
@NullMarked
package io.weir.execution;

import org.jspecify.annotations.NullMarked;
