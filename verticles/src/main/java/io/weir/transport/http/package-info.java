/**
 * HTTP requests in, GraphQL responses out: GraphQL over HTTP, event publishing, GraphiQL, and the limits of the public
 * endpoint.
 */
@NullMarked
package io.weir.transport.http;

import org.jspecify.annotations.NullMarked;
