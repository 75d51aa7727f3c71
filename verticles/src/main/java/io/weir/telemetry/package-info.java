/**
 * What runs in; metrics, health and log lines out.
 */
@NullMarked
package io.weir.telemetry;

import org.jspecify.annotations.NullMarked;
