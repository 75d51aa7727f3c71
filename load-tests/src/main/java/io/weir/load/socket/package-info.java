/**
 * Bytes in and out of many sockets on one thread; knows no protocol.
 */
@NullMarked
package io.weir.load.socket;

import org.jspecify.annotations.NullMarked;
