/**
 * YAML and environment in, one tree of validated records out.
 */
@NullMarked
package io.weir.config;

import org.jspecify.annotations.NullMarked;
