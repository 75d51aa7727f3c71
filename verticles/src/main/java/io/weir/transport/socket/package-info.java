/** What is under a client's connection, where Vert.x's own interfaces end. */
@NullMarked
package io.weir.transport.socket;

import org.jspecify.annotations.NullMarked;
