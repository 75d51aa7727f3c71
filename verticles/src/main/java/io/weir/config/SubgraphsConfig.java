package io.weir.config;

import io.weir.config.yaml.FolderPath;
import io.weir.config.yaml.NamedSections;
import io.weir.config.yaml.OptionalOf;
import io.weir.config.yaml.Section;
import io.weir.config.yaml.Shape;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The subgraphs that are asked over HTTP; these keys stand among those of {@code graph}.
 *
 * @param entries each by name
 * @param defaults how those are called that do not say otherwise
 * @param sdlCache the folder that keeps SDL fetched by {@code _service}, for starts while a subgraph is down
 */
public record SubgraphsConfig(List<SubgraphConfig> entries, CallConfig defaults, Optional<Path> sdlCache) {

    static final Shape<SubgraphsConfig> SHAPE = keys -> {
        CallConfig defaults = keys.optional(
                "subgraphDefaults",
                new Section<>(CallConfig.shape(CallConfig.DEFAULT)),
                CallConfig.DEFAULT,
                "How subgraphs are called that do not say otherwise.");
        return new SubgraphsConfig(
                keys.optional(
                        "subgraphs",
                        new NamedSections<>(SubgraphConfig.shape(defaults), SubgraphConfig::name),
                        List.of(),
                        "The subgraphs, each with its own keys."),
                defaults,
                keys.optional(
                        "sdlCache",
                        new OptionalOf<>(new FolderPath()),
                        Optional.empty(),
                        "A folder that keeps SDL fetched from subgraphs, for starts while one is down."));
    };

    /** No subgraph but Weir's own. */
    public static final SubgraphsConfig NONE = SHAPE.defaults();

    /** Checks every rule. */
    public SubgraphsConfig {
        entries = List.copyOf(entries);
        Set<String> names = new HashSet<>();
        for (SubgraphConfig entry : entries) {
            if (!names.add(entry.name())) {
                throw new IllegalArgumentException("subgraphs: the name \"" + entry.name() + "\" was given before");
            }
        }
    }

    /** These subgraphs and defaults for the rest. */
    public static SubgraphsConfig of(SubgraphConfig... entries) {
        return new SubgraphsConfig(List.of(entries), CallConfig.DEFAULT, Optional.empty());
    }

    /** What the configuration says of a subgraph; empty for one that only a supergraph names. */
    public Optional<SubgraphConfig> entry(String name) {
        return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }

    /** How a subgraph is called, whether it has an entry or not. */
    public CallConfig call(String name) {
        return entry(name).map(SubgraphConfig::call).orElse(defaults);
    }

    /** The headers of a client's request that go to any subgraph, in lower case and in order. */
    public Set<String> forwardedHeaders() {
        return Stream.concat(Stream.of(defaults), entries.stream().map(SubgraphConfig::call))
                .flatMap(call -> call.headers().forward().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
