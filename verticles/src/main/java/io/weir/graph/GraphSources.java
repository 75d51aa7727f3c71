package io.weir.graph;

import io.weir.config.GraphConfig;
import io.weir.config.LogConfig.LogTopic;
import io.weir.config.Problem;
import io.weir.config.ProviderConfig;
import io.weir.config.SubgraphConfig;
import io.weir.config.WeirConfig;
import io.weir.graph.action.ActionRules;
import io.weir.graph.delivery.DeliveryRules;
import io.weir.graph.federation.reading.SubgraphSdl;
import io.weir.graph.sdl.SdlFiles;
import io.weir.graph.sdl.SdlText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All SDL that makes a graph.
 *
 * @param own Weir's own schema; may be empty
 * @param supergraph one that was composed elsewhere
 * @param subgraphs those that are composed here
 * @param urls where subgraphs of the supergraph are asked, by name, for those which are not asked where it says
 * @param providers the names of the configured providers
 * @param unanswering those of them over which nothing can be asked
 * @param actions what the configuration lets actions do
 * @param logged the topics that are logged whatever fields say
 * @param deliveries what the configuration says of deliveries
 */
public record GraphSources(
        List<SdlText> own,
        Optional<SdlText> supergraph,
        List<SubgraphSdl> subgraphs,
        Map<String, String> urls,
        Set<String> providers,
        Set<String> unanswering,
        ActionRules actions,
        List<LogTopic> logged,
        DeliveryRules deliveries) {

    /** Without further topics that are logged. */
    public GraphSources(
            List<SdlText> own,
            Optional<SdlText> supergraph,
            List<SubgraphSdl> subgraphs,
            Map<String, String> urls,
            Set<String> providers,
            ActionRules actions) {
        this(own, supergraph, subgraphs, urls, providers, Set.of(), actions, List.of(), DeliveryRules.NONE);
    }

    /** Without actions. */
    public GraphSources(
            List<SdlText> own,
            Optional<SdlText> supergraph,
            List<SubgraphSdl> subgraphs,
            Map<String, String> urls,
            Set<String> providers) {
        this(own, supergraph, subgraphs, urls, providers, ActionRules.NONE);
    }

    /** Copies the collections. */
    public GraphSources {
        own = List.copyOf(own);
        subgraphs = List.copyOf(subgraphs);
        urls = Map.copyOf(urls);
        providers = Set.copyOf(providers);
        unanswering = Set.copyOf(unanswering);
        logged = List.copyOf(logged);
    }

    /**
     * What a configuration names.
     *
     * @param fetched the SDL of subgraphs that have no file, by name
     * @throws GraphException when a file cannot be read, or a subgraph has neither a file nor fetched SDL
     */
    static GraphSources of(WeirConfig config, Map<String, SdlText> fetched) throws GraphException {
        GraphConfig graph = config.graph();
        List<Problem> problems = new ArrayList<>();
        List<SdlText> own = SdlFiles.read(graph.schemas(), problems);
        Optional<SdlText> supergraph = graph.supergraph().flatMap(file -> SdlFiles.read(file, problems));
        List<SubgraphSdl> subgraphs = new ArrayList<>();
        Map<String, String> urls = new HashMap<>();
        for (SubgraphConfig subgraph : graph.subgraphs().entries()) {
            Optional<SdlText> text = subgraph.schema()
                    .flatMap(file -> SdlFiles.read(file, problems))
                    .or(() -> Optional.ofNullable(fetched.get(subgraph.name())));
            String url = subgraph.url().orElse("");
            if (text.isPresent()) {
                subgraphs.add(new SubgraphSdl(subgraph.name(), url, List.of(text.get())));
            } else if (supergraph.isPresent()) {
                subgraph.url().ifPresent(given -> urls.put(subgraph.name(), given));
            } else if (subgraph.schema().isEmpty()) {
                problems.add(new Problem(
                        Path.of("graph.subgraphs." + subgraph.name()),
                        1,
                        1,
                        "has no schema file, and its SDL was not fetched; give it `schema:`"));
            }
        }
        GraphException.stopAt(problems);
        return new GraphSources(
                own,
                supergraph,
                subgraphs,
                urls,
                config.providers().keySet(),
                unanswering(config.providers()),
                ActionRules.of(config),
                config.log().topics(),
                DeliveryRules.of(config));
    }

    private static Set<String> unanswering(Map<String, ProviderConfig> providers) {
        return providers.keySet().stream()
                .filter(name -> providers.get(name) instanceof ProviderConfig.Kafka)
                .collect(Collectors.toSet());
    }
}
