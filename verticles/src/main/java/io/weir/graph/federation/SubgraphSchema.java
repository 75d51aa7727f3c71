package io.weir.graph.federation;

import graphql.language.DirectiveDefinition;
import graphql.language.TypeDefinition;
import io.weir.graph.supergraph.Subgraph;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The normal form of one subgraph's schema, whatever it was read from: what {@code composition} merges. Immutable.
 *
 * <p>In {@code types} every extension is folded into what it extends, so no value is an {@code …ExtensionDefinition};
 * root types are named Query, Mutation and Subscription, and all references follow; of the GraphQL specification's own
 * scalars and introspection types, and of federation's ({@code _Any}, {@code _Entity}, {@code _Service}, {@code
 * FieldSet}, {@code link__…} and so on, and the root fields {@code _entities} and {@code _service}), there are none.
 *
 * <p>Federation's directives have the names in {@link FederationDirectives} and stand where they stood: {@code @key} on
 * types with {@code fields} as one text; {@code @shareable} on types or fields; {@code @interfaceObject} on an object
 * type. No {@code @extends}, {@code @link} or {@code @composeDirective} is left: what follows from them is done by the
 * reader. A field that is {@code @external} here cannot be asked for by itself. Nodes keep the place they came from;
 * those that a reader makes have the place of what they were made from.
 *
 * @param name as the configuration or the supergraph names it
 * @param url where it is asked; empty for one that is not asked over HTTP
 * @param dialect which rules hold for it
 * @param types by name, in the order written
 * @param directives the definitions of its own executable directives, by name
 */
public record SubgraphSchema(
        String name,
        String url,
        Dialect dialect,
        Map<String, TypeDefinition<?>> types,
        Map<String, DirectiveDefinition> directives) {

    /** Which rules hold for a subgraph. */
    public enum Dialect {
        /** Federation 1: every field may be resolved by several subgraphs. */
        FEDERATION_1,
        /** Federation 2: fields that several subgraphs resolve must be {@code @shareable}. */
        FEDERATION_2,
        /** A part of a composed supergraph: whoever composed it checked the rules, so only what is merged is checked. */
        COMPOSED,
        /**
         * Weir's own schema files. A field without {@code @external} is readable from the event or the reply, whoever
         * else owns it; entities are never asked.
         */
        LOCAL,
        /** The stored models of Weir's own schema files, asked in this process; the rules of Federation 2. */
        STORE
    }

    /** Copies the maps, in their order. */
    public SubgraphSchema {
        types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
        directives = Collections.unmodifiableMap(new LinkedHashMap<>(directives));
    }

    /** How it is asked. */
    public Subgraph.Kind kind() {
        return switch (dialect) {
            case LOCAL -> Subgraph.Kind.LOCAL;
            case STORE -> Subgraph.Kind.STORE;
            case FEDERATION_1, FEDERATION_2, COMPOSED -> Subgraph.Kind.HTTP;
        };
    }

    /** The same subgraph, asked elsewhere. */
    public SubgraphSchema at(String elsewhere) {
        return new SubgraphSchema(name, elsewhere, dialect, types, directives);
    }

    /** The same subgraph with one more type. */
    public SubgraphSchema with(TypeDefinition<?> type) {
        Map<String, TypeDefinition<?>> more = new LinkedHashMap<>(types);
        more.put(type.getName(), type);
        return new SubgraphSchema(name, url, dialect, more, directives);
    }
}
