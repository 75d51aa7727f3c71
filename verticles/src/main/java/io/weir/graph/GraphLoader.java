package io.weir.graph;

import graphql.language.Definition;
import graphql.schema.FieldCoordinates;
import io.weir.config.LogConfig.LogTopic;
import io.weir.config.Problem;
import io.weir.config.ProviderConfig;
import io.weir.config.WeirConfig;
import io.weir.graph.delivery.DeliveryDefinition;
import io.weir.graph.delivery.DeliveryReader;
import io.weir.graph.federation.SubgraphSchema;
import io.weir.graph.federation.composition.Composer;
import io.weir.graph.federation.composition.Composition;
import io.weir.graph.federation.join.SupergraphReader;
import io.weir.graph.federation.reading.SubgraphReader;
import io.weir.graph.followup.FollowUp;
import io.weir.graph.followup.FollowUpReader;
import io.weir.graph.log.LoggedTopic;
import io.weir.graph.log.LoggedTopics;
import io.weir.graph.log.ModelTopics;
import io.weir.graph.log.TopicPattern;
import io.weir.graph.model.CollisionCheck;
import io.weir.graph.model.Models;
import io.weir.graph.sdl.SdlFiles;
import io.weir.graph.sdl.SdlText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * SDL in, the graph out. All problems are found in one go where that is possible: first what does not parse, then what
 * is no schema, then what is no source, then what does not fit together.
 */
public final class GraphLoader {

    private GraphLoader() {}

    /**
     * Builds the graph that a configuration names, whose subgraphs all have files.
     *
     * @throws GraphException with every problem found, each with its place
     */
    public static Graph load(WeirConfig config) throws GraphException {
        return load(config, Map.of());
    }

    /**
     * Builds the graph that a configuration names.
     *
     * @param fetched the SDL of subgraphs that have no file, by name
     * @throws GraphException with every problem found, each with its place
     */
    public static Graph load(WeirConfig config, Map<String, SdlText> fetched) throws GraphException {
        Graph graph = load(GraphSources.of(config, fetched));
        boolean bus = config.providers().get(WeirConfig.DEFAULT_PROVIDER) instanceof ProviderConfig.Bus;
        if (!graph.models().isEmpty() && !bus) {
            throw new GraphException(List.of(new Problem(
                    Path.of("providers." + WeirConfig.DEFAULT_PROVIDER),
                    1,
                    1,
                    "the graph has models, whose events are published on the event bus: make this provider one of kind"
                            + " bus, and give the other one a name of its own")));
        }
        GraphException.stopAt(HookFields.problems(config.hooks(), graph));
        return graph;
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
        return load(new GraphSources(texts, Optional.empty(), List.of(), Map.of(), providers));
    }

    /**
     * Builds the graph.
     *
     * @throws GraphException with every problem found, each with its place
     */
    public static Graph load(GraphSources sources) throws GraphException {
        List<Problem> problems = new ArrayList<>();
        List<SubgraphSchema> schemas = new ArrayList<>(supergraph(sources, problems));
        sources.subgraphs().forEach(subgraph -> schemas.add(SubgraphReader.read(subgraph, problems)));
        boolean query = schemas.stream().anyMatch(schema -> schema.types().containsKey("Query"));
        LocalSchema local = LocalSchema.read(sources, !query, problems);
        if (!local.subgraph().types().isEmpty()) {
            schemas.add(0, local.subgraph());
        }
        local.store().ifPresent(store -> {
            new CollisionCheck(problems).checkOthers(store, schemas);
            schemas.add(store);
        });
        GraphException.stopAt(problems);
        Optional<Composition> composed = Composer.compose(schemas, problems);
        Composition composition = composed.orElseThrow(() -> new GraphException(problems));
        Map<FieldCoordinates, FollowUp> followUps =
                FollowUpReader.read(local.subgraph(), composition.supergraph().schema(), problems);
        List<DeliveryDefinition> deliveries =
                DeliveryReader.read(sources.deliveries(), composition.api(), local::feed, problems);
        LoggedTopics log =
                LoggedTopicsReader.read(local, logged(sources.logged(), local.models(), deliveries), problems);
        OnChangeCheck.check(local.subgraph(), composition.supergraph(), problems);
        GraphException.stopAt(problems);
        return new Graph(
                composition.api(),
                composition.supergraph(),
                local.sources(),
                followUps,
                EntityKeys.of(composition.supergraph()),
                log,
                local.models(),
                deliveries);
    }

    /** What happens to models is always kept, and what is delivered later must be kept until then. */
    private static List<LoggedTopic> logged(
            List<LogTopic> configured, Models models, List<DeliveryDefinition> deliveries) {
        Stream<LoggedTopic> named = configured.stream()
                .map(topic -> new LoggedTopic(topic.provider(), TopicPattern.of(topic.topic()), Optional.empty()));
        Stream<LoggedTopic> delivered = deliveries.stream()
                .flatMap(delivery -> delivery.roots().stream())
                .map(root -> new LoggedTopic(root.provider(), TopicPattern.of(root.topic()), Optional.empty()));
        return Stream.of(named, ModelTopics.of(models), delivered)
                .flatMap(topics -> topics)
                .toList();
    }

    private static List<SubgraphSchema> supergraph(GraphSources sources, List<Problem> problems) {
        if (sources.supergraph().isEmpty()) {
            return List.of();
        }
        List<Definition<?>> definitions =
                SdlFiles.parse(List.of(sources.supergraph().get()), problems);
        if (definitions.isEmpty()) {
            return List.of();
        }
        return SupergraphReader.read(definitions, problems).stream()
                .map(schema -> schema.at(sources.urls().getOrDefault(schema.name(), schema.url())))
                .toList();
    }
}
