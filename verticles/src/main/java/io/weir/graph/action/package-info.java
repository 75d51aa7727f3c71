/** What a schema says of its actions: {@code @action} in, immutable definitions out. */
@NullMarked
package io.weir.graph.action;

import org.jspecify.annotations.NullMarked;
