/**
 * Frames of many graphql-transport-ws connections in; what arrived, in which order and how late, out.
 */
@NullMarked
package io.weir.load.subscribe;

import org.jspecify.annotations.NullMarked;
