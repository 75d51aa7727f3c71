package io.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.language.Field;
import graphql.language.OperationDefinition;
import graphql.language.SelectionSet;
import graphql.parser.Parser;
import io.weir.graph.FederatedGraphs;
import io.weir.graph.Graph;
import io.weir.graph.RandomSplit;
import io.weir.plan.routing.Reachability;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Random operations on one schema that is split at random: each plan is run, every fetch seeing only what the fetches
 * before it brought, and must give what a server with everything gives.
 */
class RandomPlanTest {

    private static final int SPLITS = 150;
    private static final int OPERATIONS = 20;
    private static final Map<String, Object> VARIABLES = Map.of("n", 5);

    @Test
    void shouldFetchEverythingThatIsSelected() {
        for (long seed = 0; seed < SPLITS; seed++) {
            RandomSplit split = new RandomSplit(seed);
            FederatedGraphs graphs = FederatedGraphs.ofSubgraphs();
            split.sdl().forEach(graphs::subgraph);
            Graph graph = graphs.build();
            assertThat(Reachability.problems(graph)).as("split %d", seed).isEmpty();
            PlanFixture plans = new PlanFixture(graph);
            for (int i = 0; i < OPERATIONS; i++) {
                check(seed, split, plans, split.query());
            }
        }
    }

    private static void check(long seed, RandomSplit split, PlanFixture plans, String query) {
        OperationPlan plan = plans.plan(query, "{\"n\": 5}");
        Map<String, Object> expected = split.answer(selections(query), VARIABLES);

        Map<String, Object> merged = new Run(split, plan.stages().get(0)).merged();

        assertThat(projected(plan.fields(), merged))
                .as("split %d: %s%n%s%n%s", seed, query, split.sdl(), PlanText.compact(plan))
                .isEqualTo(expected);
    }

    static SelectionSet selections(String query) {
        return Parser.parse(query)
                .getDefinitionsOfType(OperationDefinition.class)
                .get(0)
                .getSelectionSet();
    }

    private static Map<String, Object> projected(List<FieldProjection> fields, Map<?, ?> object) {
        Map<String, Object> written = new LinkedHashMap<>();
        for (FieldProjection field : fields) {
            assertThat(object.containsKey(field.sourceKey()) || field.typename())
                    .as("%s is filled at %s", field.sourceKey(), field.coordinate())
                    .isTrue();
            written.put(field.responseKey(), projected(field.value(), object.get(field.sourceKey())));
        }
        return written;
    }

    private static Object projected(ValueProjection projection, Object value) {
        if (value instanceof List<?> list && projection instanceof ValueProjection.Sequence sequence) {
            List<Object> written = new ArrayList<>();
            list.forEach(element -> written.add(projected(sequence.element(), element)));
            return written;
        }
        if (value instanceof Map<?, ?> object && projection instanceof ValueProjection.Composite composite) {
            Object type = object.containsKey("__typename") ? object.get("__typename") : composite.type();
            return projected(composite.byType().get((String) type), object);
        }
        return value;
    }

    /** One plan, run: each fetch on what those before it brought, and nothing else. */
    private static final class Run {

        private final RandomSplit split;
        private final List<FetchNode> nodes;
        private final List<Map<String, Object>> brought = new ArrayList<>();

        Run(RandomSplit split, FetchGraph graph) {
            this.split = split;
            this.nodes = graph.nodes();
        }

        /** All that the fetches bring, in the order in which they stand. */
        Map<String, Object> merged() {
            Map<String, Object> all = new LinkedHashMap<>();
            Replay replay = new Replay(split);
            Set<Integer> every = new TreeSet<>();
            for (int node = 0; node < nodes.size(); node++) {
                Set<Integer> before = new TreeSet<>();
                collect(node, before);
                Map<String, Object> seen = new LinkedHashMap<>();
                before.forEach(earlier -> replay.run((SubgraphFetch) nodes.get(earlier), seen));
                replay.run((SubgraphFetch) nodes.get(node), seen);
                every.add(node);
            }
            every.forEach(node -> replay.run((SubgraphFetch) nodes.get(node), all));
            return all;
        }

        private void collect(int node, Set<Integer> before) {
            for (int earlier : nodes.get(node).dependsOn()) {
                before.add(earlier);
                collect(earlier, before);
            }
        }
    }

    /** Answers fetches from the split's data. */
    private record Replay(RandomSplit split) {

        void run(SubgraphFetch fetch, Map<String, Object> root) {
            SelectionSet selections = selections(fetch.query());
            if (fetch.entities().isEmpty()) {
                RandomSplit.merge(root, split.answer(selections, VARIABLES));
                return;
            }
            for (int i = 0; i < fetch.entities().size(); i++) {
                EntityCall call = fetch.entities().get(i);
                SelectionSet asked = ((Field) selections.getSelections().get(i)).getSelectionSet();
                follow(call, call.path(), root, asked);
            }
        }

        @SuppressWarnings("unchecked")
        private void follow(EntityCall call, List<EntityCall.PathStep> path, Object value, SelectionSet asked) {
            if (value instanceof List<?> list) {
                list.forEach(element -> follow(call, path, element, asked));
            } else if (value instanceof Map<?, ?> object && path.isEmpty()) {
                complete(call, (Map<String, Object>) object, asked);
            } else if (value instanceof Map<?, ?> object) {
                EntityCall.PathStep step = path.get(0);
                if (step.types().isEmpty() || step.types().contains(object.get("__typename"))) {
                    assertThat(object.containsKey(step.storageKey()))
                            .as("way of %s", call)
                            .isTrue();
                    follow(call, path.subList(1, path.size()), object.get(step.storageKey()), asked);
                }
            }
        }

        private void complete(EntityCall call, Map<String, Object> object, SelectionSet asked) {
            String type = (String) object.getOrDefault("__typename", call.staticType());
            RepresentationTemplate template = call.representations().get(type);
            if (template == null) {
                return;
            }
            Map<String, Object> representation = new LinkedHashMap<>();
            for (RepresentationTemplate.Part part : template.fields()) {
                assertThat(object.containsKey(part.storageKey()))
                        .as("%s of %s", part, call)
                        .isTrue();
                representation.put(part.name(), object.get(part.storageKey()));
            }
            int id = Integer.parseInt((String) representation.get("id"));
            Map<String, Object> answer =
                    split.answer(new RandomSplit.Thing(type, id), asked, VARIABLES, representation);
            assertThat(answer.keySet()).containsAll(call.filledKeys().get(type));
            RandomSplit.merge(object, answer);
        }
    }
}
