/**
 * Measurements in, tables and JSON out.
 */
@NullMarked
package io.weir.load.report;

import org.jspecify.annotations.NullMarked;
