package io.weir.graph.supergraph;

/**
 * One {@code @key} of a type in one subgraph.
 *
 * @param fields what names an entity; the subgraph itself can always be asked for them
 * @param resolvable whether the subgraph's {@code _entities} takes it
 */
public record EntityKey(FieldSet fields, boolean resolvable) {}
