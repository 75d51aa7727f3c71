/**
 * YAML and environment in, one tree of validated records out. Each record declares its keys once, in its {@code SHAPE};
 * reading, defaults, the JSON Schema and the documents follow from that.
 */
@NullMarked
package io.weir.config;

import org.jspecify.annotations.NullMarked;
