package io.weir.graph.federation;

import graphql.language.Definition;
import graphql.language.OperationTypeDefinition;
import graphql.language.SchemaDefinition;
import graphql.language.TypeDefinition;
import io.weir.config.Problem;
import io.weir.graph.sdl.Sdl;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The types that operations start from, by their conventional names. */
public final class RootTypes {

    public static final String QUERY = "Query";
    public static final String MUTATION = "Mutation";
    public static final String SUBSCRIPTION = "Subscription";

    private static final Map<String, String> NAMES =
            Map.of("query", QUERY, "mutation", MUTATION, "subscription", SUBSCRIPTION);

    private RootTypes() {}

    public static boolean root(String type) {
        return NAMES.containsValue(type);
    }

    /** The conventional name of each root type that has another one; a problem where that name is taken. */
    public static Map<String, String> renames(List<Definition<?>> definitions, List<Problem> problems) {
        Map<String, String> renames = new HashMap<>();
        for (Definition<?> definition : definitions) {
            if (definition instanceof SchemaDefinition schema) {
                for (OperationTypeDefinition operation : schema.getOperationTypeDefinitions()) {
                    String conventional = NAMES.getOrDefault(operation.getName(), operation.getName());
                    renames.put(operation.getTypeName().getName(), conventional);
                }
            }
        }
        renames.entrySet().removeIf(rename -> rename.getKey().equals(rename.getValue()));
        for (Definition<?> definition : definitions) {
            if (definition instanceof TypeDefinition<?> type
                    && renames.containsValue(type.getName())
                    && !renames.containsKey(type.getName())) {
                problems.add(Sdl.problem(
                        type,
                        "the type %s is not the root type of that name, which the schema calls otherwise; rename it"
                                .formatted(type.getName())));
            }
        }
        return renames;
    }
}
