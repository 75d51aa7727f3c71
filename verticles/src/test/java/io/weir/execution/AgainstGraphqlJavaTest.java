package io.weir.execution;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLContext;
import graphql.schema.Coercing;
import graphql.schema.GraphQLScalarType;
import graphql.schema.TypeResolver;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import io.weir.json.Json;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Our completion against graphql-java's, which is the reference here: the same selection over the same data gives the
 * same {@code data}, key order included, whatever was null, skipped, merged or narrowed; and errors at the same time.
 */
class AgainstGraphqlJavaTest {

    private static final int OPERATIONS = 3_000;

    private final ExecutionFixture weir = new ExecutionFixture(RandomOperation.SDL);
    private final GraphQL reference = reference();

    @Test
    void shouldCompleteAsGraphqlJavaDoes() {
        int withErrors = 0;
        int withData = 0;
        for (long seed = 0; seed < OPERATIONS; seed++) {
            RandomOperation random = new RandomOperation(seed);
            String query = random.query();
            Map<String, Object> event = random.event();

            ExecutionResult expected = reference.execute(ExecutionInput.newExecutionInput()
                    .query(query.replaceFirst("subscription", "query"))
                    .root(Map.of("boxes", event)));
            String wanted = Json.write(expected.getData()).toString();
            if (expected.getData() == null && isInvalid(query)) {
                continue; // two fields that do not merge: both refuse
            }

            @SuppressWarnings("unchecked")
            Map<String, Object> came =
                    (Map<String, Object>) Json.parse(weir.complete(query, Json.parse(Json.write(event))));
            assertThat(Json.write(came.get("data")).toString())
                    .as("seed %d: %s", seed, query)
                    .isEqualTo(wanted);
            assertThat(came.containsKey("errors"))
                    .as("seed %d: %s", seed, query)
                    .isEqualTo(!expected.getErrors().isEmpty());
            withErrors += expected.getErrors().isEmpty() ? 0 : 1;
            withData += wanted.length() > 100 ? 1 : 0;
        }
        // The operations must be worth comparing.
        assertThat(withErrors).isGreaterThan(OPERATIONS / 10);
        assertThat(withData).isGreaterThan(OPERATIONS / 4);
    }

    private boolean isInvalid(String query) {
        return weir.operations.prepare(ExecutionFixture.request(query, "{}")) instanceof Prepared.Refused;
    }

    private static GraphQL reference() {
        String sdl = RandomOperation.SDL
                .replaceAll("@eventsSubscribe\\(.*?\\)", "")
                .replace("type Subscription", "type Query");
        TypeResolver byName = environment -> environment
                .getSchema()
                .getObjectType(
                        ((Map<?, ?>) environment.getObject()).get("__typename").toString());
        RuntimeWiring wiring = RuntimeWiring.newRuntimeWiring()
                .type("Node", type -> type.typeResolver(byName))
                .type("Painted", type -> type.typeResolver(byName))
                .type("Thing", type -> type.typeResolver(byName))
                .scalar(GraphQLScalarType.newScalar()
                        .name("Json")
                        .coercing(new Verbatim())
                        .build())
                .build();
        return GraphQL.newGraphQL(new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(sdl), wiring))
                .build();
    }

    /** A scalar that writes what it gets. */
    private static final class Verbatim implements Coercing<Object, Object> {
        @Override
        public Object serialize(Object result, GraphQLContext context, Locale locale) {
            return result;
        }
    }
}
