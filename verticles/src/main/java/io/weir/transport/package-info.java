/**
 * Client frames in, operations out; results in, client frames out. No GraphQL logic of its own.
 */
@NullMarked
package io.weir.transport;

import org.jspecify.annotations.NullMarked;
