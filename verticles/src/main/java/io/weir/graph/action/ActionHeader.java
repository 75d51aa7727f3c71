package io.weir.graph.action;

import io.weir.template.Template;

/**
 * A header that goes to the handler; it is left out where a value of its template is null.
 *
 * @param name as it is written
 * @param value a template over {@code args} and {@code headers}
 */
public record ActionHeader(String name, Template value) {}
