/**
 * Fields that a field of {@code Query} answers, with values of the object or reply they belong to: {@code @resolvedBy} in,
 * immutable descriptions out, each held against the merged schema.
 */
@NullMarked
package io.weir.graph.followup;

import org.jspecify.annotations.NullMarked;
