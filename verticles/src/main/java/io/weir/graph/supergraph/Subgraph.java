package io.weir.graph.supergraph;

/**
 * One service that owns a part of the graph.
 *
 * @param id its position in {@link Supergraph#subgraphs()}, below 64, so that sets of subgraphs are bits of a long
 * @param name as the configuration or the supergraph names it
 * @param kind how it is asked
 * @param url where it is asked; empty for one that is not asked over HTTP
 */
public record Subgraph(int id, String name, Kind kind, String url) {

    /** The most subgraphs that one graph may have. */
    public static final int MAX = 64;

    /** How a subgraph is asked. */
    public enum Kind {
        /** GraphQL over HTTP; entities by {@code _entities}. */
        HTTP,
        /** Weir's own schema files: root fields have sources (topics and the like), entities are never asked. */
        LOCAL,
        /** Stored models: GraphQL in this process; entities by {@code _entities}. */
        STORE
    }

    /** The set that has only this subgraph. */
    public long bit() {
        return 1L << id;
    }

    /** Whether Weir itself answers for it. */
    public boolean local() {
        return kind == Kind.LOCAL;
    }
}
