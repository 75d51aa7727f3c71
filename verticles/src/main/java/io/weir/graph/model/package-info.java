/**
 * {@code @model} types of the schema in: what is stored of each, the SDL that each gives the graph, and its state machines
 * out. Knows no database.
 */
@NullMarked
package io.weir.graph.model;

import org.jspecify.annotations.NullMarked;
