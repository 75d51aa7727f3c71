/** Texts with placeholders in directives: values of a request in, topics, addresses and bodies out. */
@NullMarked
package io.weir.graph.template;

import org.jspecify.annotations.NullMarked;
