package io.weir.config;

import io.weir.config.yaml.FilePath;
import io.weir.config.yaml.FileSet;
import io.weir.config.yaml.OptionalOf;
import io.weir.config.yaml.Section;
import io.weir.config.yaml.Shape;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the schema comes from and what a query may cost.
 *
 * @param schemas SDL files, in the order given, globs resolved
 * @param supergraph the file of a supergraph that was composed elsewhere
 * @param subgraphs what is asked over HTTP
 * @param introspection whether clients may ask for the schema
 * @param multipleRoots whether a subscription may have several root fields
 * @param planCache how many plans are kept
 * @param limits what one query may ask
 * @param errors what clients are told of subgraphs' errors
 */
public record GraphConfig(
        List<Path> schemas,
        Optional<Path> supergraph,
        SubgraphsConfig subgraphs,
        boolean introspection,
        boolean multipleRoots,
        int planCache,
        QueryLimits limits,
        ErrorsConfig errors) {

    static final Shape<GraphConfig> SHAPE = keys -> {
        keys.atLeastOne("schemas", "supergraph", "subgraphs");
        return new GraphConfig(
                keys.optional(
                        "schemas",
                        new FileSet(),
                        List.of(),
                        "Weir's own SDL files, as paths or globs relative to this file."),
                keys.optional(
                        "supergraph",
                        new OptionalOf<>(new FilePath()),
                        Optional.empty(),
                        "A file with a supergraph that was composed elsewhere; its subgraphs are asked over HTTP."),
                SubgraphsConfig.SHAPE.of(keys),
                keys.optional("introspection", Rules.FLAG, true, "Whether clients may ask for the schema."),
                keys.optional(
                        "multipleRoots",
                        Rules.FLAG,
                        true,
                        "Whether a subscription may have several root fields, whose events become one stream; the GraphQL"
                                + " specification allows one."),
                keys.optional("planCache", Rules.COUNT, 1000, "How many operations keep their plan."),
                keys.optional(
                        "limits",
                        new Section<>(QueryLimits.SHAPE),
                        QueryLimits.DEFAULT,
                        "What one query may ask; more is refused before anything runs."),
                keys.optional(
                        "errors",
                        new Section<>(ErrorsConfig.SHAPE),
                        ErrorsConfig.DEFAULT,
                        "What clients are told of subgraphs' errors."));
    };

    /** With several roots, where clients are told no more of subgraphs' errors than they must. */
    public GraphConfig(
            List<Path> schemas,
            Optional<Path> supergraph,
            SubgraphsConfig subgraphs,
            boolean introspection,
            int planCache,
            QueryLimits limits) {
        this(schemas, supergraph, subgraphs, introspection, true, planCache, limits, ErrorsConfig.DEFAULT);
    }

    /** Checks every rule. */
    public GraphConfig {
        schemas = List.copyOf(schemas);
        Rules.COUNT.check("planCache", planCache);
        for (SubgraphConfig subgraph : subgraphs.entries()) {
            if (subgraph.url().isEmpty() && supergraph.isEmpty()) {
                throw new IllegalArgumentException("the subgraph \"" + subgraph.name() + "\" has no url");
            }
        }
    }

    /** Every file that this names. */
    public Set<Path> files() {
        Set<Path> files = new LinkedHashSet<>(schemas);
        supergraph.ifPresent(files::add);
        for (SubgraphConfig subgraph : subgraphs.entries()) {
            subgraph.schema().ifPresent(files::add);
            subgraph.call().trust().ifPresent(files::add);
        }
        return files;
    }

    /** These files and defaults for the rest. */
    public static GraphConfig of(List<Path> schemas) {
        GraphConfig defaults = SHAPE.defaults();
        return new GraphConfig(
                schemas,
                defaults.supergraph,
                defaults.subgraphs,
                defaults.introspection,
                defaults.planCache,
                defaults.limits);
    }
}
