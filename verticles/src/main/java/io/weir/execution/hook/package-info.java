/**
 * Fields of a mutation with their arguments in; what hooks make of them out: other arguments, a refusal, or a failure.
 */
@NullMarked
package io.weir.execution.hook;

import org.jspecify.annotations.NullMarked;
