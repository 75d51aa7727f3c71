package io.weir.graph.action;

import io.weir.graph.template.Template;

/**
 * A header that goes to the handler.
 *
 * @param name as it is written
 * @param value a template over {@code args}, {@code headers} and {@code env}
 */
public record ActionHeader(String name, Template value) {}
