/** What reading and writing models have in common: what can be asked of them, and how they refuse. */
@NullMarked
package io.weir.model;

import org.jspecify.annotations.NullMarked;
