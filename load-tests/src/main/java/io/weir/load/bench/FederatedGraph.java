package io.weir.load.bench;

import io.weir.graph.Graph;
import io.weir.graph.GraphException;
import io.weir.graph.GraphLoader;
import io.weir.graph.GraphSources;
import io.weir.graph.federation.reading.SubgraphSdl;
import io.weir.graph.sdl.SdlText;
import io.weir.load.federation.SubgraphName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The graph of employees, teams and reviews, merged. */
final class FederatedGraph {

    private static final List<SubgraphName> SUBGRAPHS =
            List.of(SubgraphName.EMPLOYEES, SubgraphName.TEAMS, SubgraphName.REVIEWS);

    private FederatedGraph() {}

    static Graph load() throws IOException, GraphException {
        List<SubgraphSdl> subgraphs = new ArrayList<>();
        for (SubgraphName name : SUBGRAPHS) {
            subgraphs.add(new SubgraphSdl(
                    name.lowerCase(), "", List.of(new SdlText(name.lowerCase() + ".graphql", name.sdl()))));
        }
        return GraphLoader.load(new GraphSources(List.of(), Optional.empty(), subgraphs, Map.of(), Set.of("default")));
    }
}
