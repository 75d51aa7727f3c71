package io.weir.demo;

import graphql.GraphQL;
import graphql.schema.DataFetcher;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeRuntimeWiring;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a subgraph of the demo answers: its root fields, and its entity by the id. Federation's two extra root fields,
 * {@code _entities} and {@code _service}, are all that makes a GraphQL server a subgraph.
 *
 * @param roots the fields of {@code Query} by name
 * @param type the entity's type
 * @param entity one by its id; null when there is none
 */
record SampleSubgraph(
        Map<String, DataFetcher<?>> roots, String type, Function<String, @Nullable Map<String, Object>> entity) {

    private static final String EMPLOYEE = "Employee";

    private static final String FEDERATION = """
            scalar _Any
            scalar link__Import
            scalar federation__FieldSet
            directive @link(url: String!, import: [link__Import]) repeatable on SCHEMA
            directive @key(fields: federation__FieldSet!, resolvable: Boolean = true) repeatable on OBJECT | INTERFACE
            union _Entity = %s
            type _Service { sdl: String! }
            extend type Query { _entities(representations: [_Any!]!): [_Entity]! _service: _Service! }
            """;

    /** The subgraph that the demo's configuration names so. */
    static SampleSubgraph named(String name, EmployeeDirectory directory, OrderCopy orders) {
        return switch (name) {
            case "staff" -> staff(directory);
            case "teams" -> teams();
            case "orders" -> orders(orders);
            default -> throw new IllegalArgumentException("the demo has no subgraph \"" + name + "\"");
        };
    }

    private static SampleSubgraph staff(EmployeeDirectory directory) {
        Function<String, @Nullable Map<String, Object>> employee =
                id -> directory.find(id).map(Employee::fields).orElse(null);
        return new SampleSubgraph(
                Map.of(
                        "employees",
                        environment ->
                                directory.all().stream().map(Employee::fields).toList(),
                        "employee",
                        environment -> employee.apply(String.valueOf(environment.<Object>getArgument("id")))),
                EMPLOYEE,
                employee);
    }

    private static SampleSubgraph orders(OrderCopy orders) {
        Function<String, @Nullable Map<String, Object>> order =
                id -> orders.find(id).map(JsonObject::getMap).orElse(null);
        return new SampleSubgraph(
                Map.of(
                        "orders",
                        environment ->
                                orders.newest().stream().map(JsonObject::getMap).toList(),
                        "order",
                        environment -> order.apply(String.valueOf(environment.<Object>getArgument("id")))),
                "Order",
                order);
    }

    private static SampleSubgraph teams() {
        List<Team> all = List.of(new Team("Engines", List.of(1, 3)), new Team("Languages", List.of(2, 4, 5)));
        return new SampleSubgraph(
                Map.of("teams", environment -> all.stream().map(Team::fields).toList()),
                EMPLOYEE,
                id -> all.stream()
                        .filter(team -> team.members().contains(Integer.valueOf(id)))
                        .findFirst()
                        .map(team -> Map.of("__typename", EMPLOYEE, "id", Integer.valueOf(id), "team", team.fields()))
                        .orElse(null));
    }

    /**
     * A team.
     *
     * @param members the ids of its employees
     */
    private record Team(String name, List<Integer> members) {

        Map<String, Object> fields() {
            return Map.of(
                    "name",
                    name,
                    "members",
                    members.stream()
                            .map(id -> Map.of("__typename", EMPLOYEE, "id", id))
                            .toList());
        }
    }

    /** The same, executed by graphql-java. */
    GraphQL executable(String sdl) {
        RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring()
                .scalar(plain("_Any"))
                .scalar(plain("link__Import"))
                .scalar(plain("federation__FieldSet"))
                .scalar(plain("DateTime"))
                .type(
                        "_Entity",
                        union -> union.typeResolver(
                                environment -> environment.getSchema().getObjectType(type)))
                .type("Query", query -> queries(query, sdl));
        String whole = sdl + FEDERATION.formatted(type);
        GraphQLSchema schema =
                new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(whole), wiring.build());
        return GraphQL.newGraphQL(schema).build();
    }

    private TypeRuntimeWiring.Builder queries(TypeRuntimeWiring.Builder query, String sdl) {
        roots.forEach(query::dataFetcher);
        return query.dataFetcher("_service", environment -> Map.of("sdl", sdl))
                .dataFetcher(
                        "_entities",
                        environment -> entities(Objects.requireNonNull(
                                environment.<List<Map<String, Object>>>getArgument("representations"))));
    }

    private List<@Nullable Map<String, Object>> entities(List<Map<String, Object>> representations) {
        return representations.stream()
                .<@Nullable Map<String, Object>>map(
                        representation -> entity.apply(String.valueOf(representation.get("id"))))
                .toList();
    }

    private static GraphQLScalarType plain(String name) {
        return GraphQLScalarType.newScalar()
                .name(name)
                .coercing(new PlainScalar())
                .build();
    }
}
