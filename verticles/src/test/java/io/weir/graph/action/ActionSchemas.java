package io.weir.graph.action;

import io.weir.config.Problem;
import io.weir.config.SystemConfig;
import io.weir.graph.Graph;
import io.weir.graph.Graph.FieldName;
import io.weir.graph.GraphException;
import io.weir.graph.GraphLoader;
import io.weir.graph.GraphSources;
import io.weir.graph.RootSource;
import io.weir.graph.sdl.SdlText;
import io.weir.template.Origin;
import io.weir.template.Template;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Schemas with actions, read by these rules: {@code http://api} and {@code https://pay.test:8443} may be called. */
public final class ActionSchemas {

    /** A secret of the environment. */
    public static final String API_KEY = "k-e\"y";

    /**
     * The definitions of the document on asynchronous mutations; its slips mended: braces, and an interface that it calls
     * a type.
     */
    public static final String OPERATIONS = """
            type Query { queue(operationIdentifiers: [String!]!): [OperationStateInterface] }
            interface OperationStateInterface { identifier: String! }
            type OperationAccepted implements OperationStateInterface { identifier: String! }
            type OperationInProgress implements OperationStateInterface { identifier: String! }
            type OperationCompleted implements OperationStateInterface { identifier: String! }
            interface FailureReportInterface { message: String! }
            type LogicalErrorReport implements FailureReportInterface { message: String! }
            type OperationFailed implements OperationStateInterface {
              identifier: String!
              failures: [FailureReportInterface!]!
            }
            type ChangedEntity { type: String! identifiers: [String!] }
            interface PersistOperationInterface { changedEntities: [ChangedEntity!] }
            type PersistOperationCompleted implements PersistOperationInterface & OperationStateInterface {
              identifier: String!
              changedEntities: [ChangedEntity!]
            }
            type CartSaveOperationCompleted implements OperationStateInterface { identifier: String! cart: Cart! }
            type Cart { increment_id: String! items: [Item!]! }
            type Item { sku: String! qty: Int! }
            """;

    private static final ActionRules RULES = rules("http://api", "https://pay.test:8443");

    private ActionSchemas() {}

    /** Rules that let these origins be called. */
    public static ActionRules rules(String... origins) {
        return new ActionRules(
                Arrays.stream(origins)
                        .map(origin -> Origin.parse(origin).orElseThrow())
                        .collect(Collectors.toSet()),
                Set.of("authorization", "x-tenant"),
                Map.of("API_KEY", API_KEY, "BASE", "https://pay.test:8443/v1", "BROKEN", "a\nb"),
                Map.of(
                        "search", system("Order:{{ args.id }}"),
                        "mail", system("{{ args.in.deep.id }} {{ response.id }}"),
                        "audit", system("{{ args.reason }}"),
                        "tags", system("{{ args.tags }}")),
                Optional.of("rabbit"));
    }

    private static SystemConfig system(String key) {
        Template template = Template.parse(key, Set.of(Template.Scope.ARGS, Template.Scope.RESPONSE));
        return new SystemConfig.Ack(Optional.empty(), Optional.of(template), Optional.empty());
    }

    /** The graph of a text that has no problems. */
    public static Graph graph(String sdl) {
        return graph(sdl, RULES);
    }

    /** The graph of a text that has no problems under these rules. */
    public static Graph graph(String sdl, ActionRules rules) {
        try {
            return load(sdl, rules);
        } catch (GraphException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    /** The action of a mutation's field. */
    public static ActionDefinition action(Graph graph, String field) {
        if (graph.sources().get(new FieldName("Mutation", field)) instanceof RootSource.Action action) {
            return action.definition();
        }
        throw new AssertionError(field + " is no action");
    }

    /** The action {@code do(id: ID!, note: String, tags: [String!], in: In): P} with these arguments of the directive. */
    static ActionDefinition action(String arguments) {
        return action(graph(schema(arguments)), "do");
    }

    /** The problems of that action, without their places. */
    static List<String> refused(String arguments) {
        return problems(schema(arguments)).stream()
                .map(problem -> problem.replaceFirst("^\\d+:\\d+: ", ""))
                .toList();
    }

    /** The problems of a text, as {@code line:column: message}. */
    static List<String> problems(String sdl) {
        try {
            load(sdl, RULES);
            return List.of();
        } catch (GraphException e) {
            return e.problems().stream().map(ActionSchemas::shown).toList();
        }
    }

    private static String schema(String arguments) {
        return """
                type Mutation { do(id: ID!, note: String, tags: [String!], in: In): P @action(%s) }
                input In { id: ID n: Int deep: In }
                type P { ok: Boolean }
                """.formatted(arguments);
    }

    private static String shown(Problem problem) {
        return problem.line() + ":" + problem.column() + ": " + problem.message();
    }

    private static Graph load(String sdl, ActionRules rules) throws GraphException {
        return GraphLoader.load(new GraphSources(
                List.of(new SdlText("weir.graphql", sdl)),
                Optional.empty(),
                List.of(),
                Map.of(),
                Set.of("default", "rabbit"),
                rules));
    }
}
