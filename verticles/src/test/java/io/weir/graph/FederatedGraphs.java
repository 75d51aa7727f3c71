package io.weir.graph;

import io.weir.config.Problem;
import io.weir.config.SystemConfig;
import io.weir.graph.action.ActionRules;
import io.weir.graph.federation.reading.SubgraphSdl;
import io.weir.graph.sdl.SdlText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Graphs of several subgraphs, for tests: {@code FederatedGraphs.of(eventSdl).subgraph("a", sdl).build()}. */
public final class FederatedGraphs {

    private final List<SdlText> own;
    private final List<SubgraphSdl> subgraphs = new ArrayList<>();
    private final Map<String, SystemConfig> systems = new HashMap<>();

    private FederatedGraphs(List<SdlText> own) {
        this.own = own;
    }

    /** Without a schema of Weir's own. */
    public static FederatedGraphs ofSubgraphs() {
        return new FederatedGraphs(List.of());
    }

    /** With Weir's own schema; problems call it {@code weir.graphql}. */
    public static FederatedGraphs of(String sdl) {
        return new FederatedGraphs(List.of(new SdlText("weir.graphql", sdl)));
    }

    /** Adds a subgraph at {@code http://localhost/NAME}; problems call its SDL {@code NAME.graphql}. */
    public FederatedGraphs subgraph(String name, String sdl) {
        return subgraph(name, "http://localhost/" + name, sdl);
    }

    /** Adds a subgraph; problems call its SDL {@code NAME.graphql}. */
    public FederatedGraphs subgraph(String name, String url, String sdl) {
        subgraphs.add(new SubgraphSdl(name, url, List.of(new SdlText(name + ".graphql", sdl))));
        return this;
    }

    /** Adds systems that report entities by type, id and version. */
    public FederatedGraphs systems(String... names) {
        for (String name : names) {
            systems.put(name, new SystemConfig.Ack(Optional.empty(), Optional.empty(), Optional.empty()));
        }
        return this;
    }

    /** The graph; an assertion error with the problems when there are any. */
    public Graph build() {
        try {
            return load();
        } catch (GraphException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    /** The problems, each as {@code file:line:column: message}. */
    public List<String> problems() {
        try {
            load();
            return List.of();
        } catch (GraphException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }

    private Graph load() throws GraphException {
        ActionRules rules = new ActionRules(Set.of(), Set.of(), Map.of(), systems, Optional.empty());
        return GraphLoader.load(
                new GraphSources(own, Optional.empty(), subgraphs, Map.of(), Set.of("default", "rabbit"), rules));
    }
}
