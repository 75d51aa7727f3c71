/**
 * A subscription's results in, one long HTTP response out: server-sent events, or the multipart stream of Apollo
 * clients.
 */
@NullMarked
package io.weir.transport.sse;

import org.jspecify.annotations.NullMarked;
