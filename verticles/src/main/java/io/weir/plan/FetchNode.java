package io.weir.plan;

/** One step of a {@link FetchGraph}: something that is fetched and stands in the merged data afterwards. */
public sealed interface FetchNode permits SourceFetch, SubgraphFetch, QueryFetch, IntrospectionFetch {

    /** The positions in the graph of the nodes that must have ended before this one starts. */
    int[] dependsOn();
}
