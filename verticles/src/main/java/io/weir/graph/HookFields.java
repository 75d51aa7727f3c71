package io.weir.graph;

import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;
import io.weir.config.HookConfig;
import io.weir.config.HooksConfig;
import io.weir.config.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds hooks of fields that there are not. */
final class HookFields {

    private HookFields() {}

    static List<Problem> problems(HooksConfig hooks, Graph graph) {
        GraphQLObjectType mutation = graph.schema().getMutationType();
        Set<String> fields = mutation == null
                ? Set.of()
                : mutation.getFieldDefinitions().stream()
                        .map(GraphQLFieldDefinition::getName)
                        .collect(Collectors.toUnmodifiableSet());
        List<Problem> problems = new ArrayList<>();
        hooks.all().filter(hook -> !fields.contains(hook.field())).forEach(hook -> problems.add(problem(hook)));
        return problems;
    }

    private static Problem problem(HookConfig hook) {
        return new Problem(
                hook.place().file(),
                hook.place().line(),
                hook.place().column(),
                "hooks: the graph has no field Mutation.%s; name one that `weir schema` prints"
                        .formatted(hook.field()));
    }
}
