package io.weir.graph.federation.composition;

import graphql.schema.GraphQLSchema;
import io.weir.graph.supergraph.Supergraph;

/**
 * What subgraphs come to.
 *
 * @param supergraph everything, and who owns what
 * @param api what clients see
 */
public record Composition(Supergraph supergraph, GraphQLSchema api) {}
