package io.weir.execution;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The value of a root field that is written as it is: nothing is taken from it, and nothing completes it.
 *
 * @param value by storage keys
 */
record Whole(Map<String, @Nullable Object> value) {}
