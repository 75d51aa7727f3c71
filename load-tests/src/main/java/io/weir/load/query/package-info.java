/**
 * The same query to two servers in, CPU time of each request out.
 */
@NullMarked
package io.weir.load.query;

import org.jspecify.annotations.NullMarked;
