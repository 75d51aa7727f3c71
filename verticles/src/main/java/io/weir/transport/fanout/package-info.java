/**
 * The live subscriptions of one transport instance: joins out, results of groups in, one call for each subscriber out.
 */
@NullMarked
package io.weir.transport.fanout;

import org.jspecify.annotations.NullMarked;
