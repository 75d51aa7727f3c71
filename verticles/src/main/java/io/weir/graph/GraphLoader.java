package io.weir.graph;

import io.weir.config.Problem;
import io.weir.config.WeirConfig;
import io.weir.graph.federation.Composer;
import io.weir.graph.federation.Composition;
import io.weir.graph.federation.SubgraphReader;
import io.weir.graph.federation.SubgraphSchema;
import io.weir.graph.federation.SubgraphSdl;
import io.weir.graph.sdl.SdlFiles;
import io.weir.graph.sdl.SdlText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * SDL in, the graph out. All problems are found in one go where that is possible: first what does not parse, then what
 * is no schema, then what is no source, then what does not fit together.
 */
public final class GraphLoader {

    private GraphLoader() {}

    /**
     * Builds the graph that a configuration names.
     *
     * @throws GraphException with every problem found, each with its place
     */
    public static Graph load(WeirConfig config) throws GraphException {
        return load(config.graph().schemas(), config.providers().keySet());
    }

    /**
     * Reads the files and builds the graph, without subgraphs.
     *
     * @param files SDL files
     * @param providers the names of the configured providers
     * @throws GraphException with every problem found, each with its place
     */
    public static Graph load(List<Path> files, Set<String> providers) throws GraphException {
        List<Problem> problems = new ArrayList<>();
        List<SdlText> texts = SdlFiles.read(files, problems);
        GraphException.stopAt(problems);
        return load(texts, List.of(), providers);
    }

    /**
     * Builds the graph.
     *
     * @param own Weir's own schema; may be empty
     * @param subgraphs the others
     * @param providers the names of the configured providers
     * @throws GraphException with every problem found, each with its place
     */
    public static Graph load(List<SdlText> own, List<SubgraphSdl> subgraphs, Set<String> providers)
            throws GraphException {
        List<Problem> problems = new ArrayList<>();
        List<SubgraphSchema> schemas = new ArrayList<>();
        for (SubgraphSdl subgraph : subgraphs) {
            schemas.add(SubgraphReader.read(subgraph, problems));
        }
        boolean query = schemas.stream().anyMatch(schema -> schema.types().containsKey("Query"));
        LocalSchema local = LocalSchema.read(own, !query, providers, problems);
        if (!local.subgraph().types().isEmpty()) {
            schemas.add(0, local.subgraph());
        }
        Optional<Composition> composed = Composer.compose(schemas, problems);
        Composition composition = composed.orElseThrow(() -> new GraphException(problems));
        return new Graph(
                composition.api(),
                composition.supergraph(),
                local.sources(),
                EntityKeys.of(composition.supergraph()));
    }
}
