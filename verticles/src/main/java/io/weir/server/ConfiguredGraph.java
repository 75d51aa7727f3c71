package io.weir.server;

import io.weir.config.Problem;
import io.weir.config.WeirConfig;
import io.weir.graph.Graph;
import io.weir.graph.GraphException;
import io.weir.graph.GraphLoader;
import io.weir.graph.sdl.SdlText;
import io.weir.plan.routing.Reachability;
import io.weir.subgraph.SdlFetch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A configuration in, its graph out: from its files, and from the subgraphs that have none. */
public final class ConfiguredGraph {

    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredGraph.class);

    private ConfiguredGraph() {}

    /**
     * The graph for a node to serve: warns of fields that no plan can fetch. Blocks on the disk and on the network.
     *
     * @throws GraphException with every problem found, each with its place
     */
    public static Graph toServe(WeirConfig config) throws GraphException {
        Graph graph = load(config);
        Reachability.problems(graph).forEach(problem -> LOG.warn("{}", problem));
        return graph;
    }

    /**
     * Asks subgraphs for their SDL where no file has it, and builds the graph. Blocks on the disk and on the network.
     *
     * @throws GraphException with every problem found, each with its place
     */
    public static Graph load(WeirConfig config) throws GraphException {
        Graph graph = loaded(config);
        GraphException.stopAt(DeliveryPlans.problems(graph, config.graph()));
        return graph;
    }

    private static Graph loaded(WeirConfig config) throws GraphException {
        if (config.graph().supergraph().isPresent()) {
            return GraphLoader.load(config); // its subgraphs' SDL is in it
        }
        List<Problem> problems = new ArrayList<>();
        Map<String, SdlText> fetched = SdlFetch.fetch(config.graph().subgraphs(), problems);
        GraphException.stopAt(problems);
        Graph graph = GraphLoader.load(config, fetched);
        SdlFetch.keep(config.graph().subgraphs(), fetched);
        return graph;
    }
}
