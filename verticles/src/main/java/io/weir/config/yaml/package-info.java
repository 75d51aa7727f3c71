/**
 * A YAML file and the environment in, typed values out; every complaint carries its line and column. Knows how keys are
 * declared and read, and no key of Weir.
 */
@NullMarked
package io.weir.config.yaml;

import org.jspecify.annotations.NullMarked;
