/** Texts with placeholders in schemas and in the configuration: values of a request in, addresses and bodies out. */
@NullMarked
package io.weir.template;

import org.jspecify.annotations.NullMarked;
