package io.weir.graph.federation.composition;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.schema.GraphQLDirective;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaPrinter;
import io.weir.config.Problem;
import io.weir.graph.GraphException;
import io.weir.graph.GraphLoader;
import io.weir.graph.GraphSources;
import io.weir.graph.federation.SubgraphSchema;
import io.weir.graph.federation.join.SupergraphReader;
import io.weir.graph.federation.reading.SubgraphReader;
import io.weir.graph.sdl.SdlFiles;
import io.weir.plan.routing.Reachability;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Weir's own merge of subgraphs against a supergraph that another composed of the same: each must accept what the other
 * accepts, and owners, keys, types and what clients see must be the same. Sets that the other refuses only because some
 * query cannot be satisfied are composed here; {@link Reachability} must find them, and none besides. Which fields it names
 * is not compared.
 */
class CompositionIT {

    private static final int RANDOM_SETS = 200;

    @TestFactory
    Stream<DynamicTest> shouldAgreeOnEveryRule() throws Exception {
        return agree(SubgraphSet.all());
    }

    @TestFactory
    Stream<DynamicTest> shouldAgreeOnRandomSets() throws Exception {
        return agree(new RandomSets(1).take(RANDOM_SETS));
    }

    private static Stream<DynamicTest> agree(List<SubgraphSet> sets) throws Exception {
        assertThat(sets).isNotEmpty();
        Map<String, GuildComposition> theirs = GuildComposition.of(sets);
        return sets.stream()
                .map(set -> DynamicTest.dynamicTest(set.name(), () -> compare(set, theirs.get(set.name()))));
    }

    private static void compare(SubgraphSet set, GuildComposition theirs) throws GraphException {
        List<Problem> problems = new ArrayList<>();
        String ours = ours(set, problems);
        if (theirs.unsatisfiable()) {
            List<Problem> found = problems.isEmpty() ? unreachable(set) : problems;
            assertThat(found).as("they refuse: %s", theirs.errors()).isNotEmpty();
            return;
        }
        if (theirs.supergraph().isEmpty()) {
            assertThat(problems).as("they refuse: %s", theirs.errors()).isNotEmpty();
            return;
        }
        assertThat(problems).as("they accept").isEmpty();
        assertThat(unreachable(set)).as("they can answer everything").isEmpty();
        assertThat(ours.lines())
                .containsExactlyElementsOf(
                        decomposed(theirs.supergraph()).lines().toList());
    }

    /** Weir composes such sets, and finds what no plan can fetch when it starts. */
    private static List<Problem> unreachable(SubgraphSet set) throws GraphException {
        return Reachability.problems(
                GraphLoader.load(new GraphSources(List.of(), Optional.empty(), set.subgraphs(), Map.of(), Set.of())));
    }

    private static String ours(SubgraphSet set, List<Problem> problems) {
        List<SubgraphSchema> schemas = set.subgraphs().stream()
                .map(subgraph -> SubgraphReader.read(subgraph, problems))
                .toList();
        return problems.isEmpty() ? text(schemas, problems) : "";
    }

    private static String decomposed(String supergraph) {
        List<Problem> problems = new ArrayList<>();
        List<SubgraphSchema> schemas =
                SupergraphReader.read(SdlFiles.definitions(SdlFiles.parse(supergraph, "supergraph.graphql")), problems);
        String text = text(schemas, problems);
        assertThat(problems).as("the supergraph loads").isEmpty();
        return text;
    }

    private static String text(List<SubgraphSchema> schemas, List<Problem> problems) {
        return Composer.compose(schemas, problems)
                .map(composition -> ModelText.of(composition.supergraph()) + seen(composition.api()))
                .orElse("");
    }

    /** What clients see, sorted. */
    private static String seen(GraphQLSchema api) {
        SchemaPrinter printer = new SchemaPrinter(SchemaPrinter.Options.defaultOptions()
                .includeDirectiveDefinitions(false)
                .includeScalarTypes(true));
        return api.getDirectives().stream()
                        .map(GraphQLDirective::getName)
                        .sorted()
                        .toList() + "\n" + printer.print(api);
    }
}
