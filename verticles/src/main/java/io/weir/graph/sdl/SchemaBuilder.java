package io.weir.graph.sdl;

import graphql.GraphQLError;
import graphql.Scalars;
import graphql.language.Definition;
import graphql.language.SDLDefinition;
import graphql.language.ScalarTypeDefinition;
import graphql.language.SourceLocation;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.TypeResolver;
import graphql.schema.idl.FieldWiringEnvironment;
import graphql.schema.idl.InterfaceWiringEnvironment;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.ScalarInfo;
import graphql.schema.idl.ScalarWiringEnvironment;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.UnionWiringEnvironment;
import graphql.schema.idl.WiringFactory;
import graphql.schema.idl.errors.SchemaProblem;
import io.weir.config.Problem;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Definitions in, a graphql-java schema out. Weir executes plans itself: the schema serves validation, coercion of
 * input and introspection, so it has no fetchers.
 */
public final class SchemaBuilder {

    private static final TypeResolver NO_RESOLVER = environment -> null;

    private SchemaBuilder() {}

    /** The schema; unusable when problems were added. */
    public static GraphQLSchema build(List<Definition<?>> definitions, List<Problem> problems) {
        return build(definitions, Set.of(), problems);
    }

    /**
     * The schema; unusable when problems were added.
     *
     * @param stored the scalars that are coerced as {@link ModelScalars} says; others hold any JSON
     */
    public static GraphQLSchema build(List<Definition<?>> definitions, Set<String> stored, List<Problem> problems) {
        TypeDefinitionRegistry registry = new TypeDefinitionRegistry();
        for (Definition<?> definition : definitions) {
            if (definition instanceof SDLDefinition<?> sdl) {
                registry.add(sdl).ifPresent(error -> problems.add(problem(error)));
            } else {
                problems.add(Sdl.problem(definition, "a schema file may hold type definitions only, no operations"));
            }
        }
        if (problems.isEmpty()) {
            try {
                return new SchemaGenerator()
                        .makeExecutableSchema(SchemaGenerator.Options.defaultOptions(), registry, wiring(stored));
            } catch (SchemaProblem e) {
                e.getErrors().forEach(error -> problems.add(problem(error)));
            } catch (RuntimeException e) { // graphql-java checks some rules while building, without a place
                problems.add(Sdl.problem((@Nullable SourceLocation) null, String.valueOf(e.getMessage())));
            }
        }
        return GraphQLSchema.newSchema()
                .query(graphql.schema.GraphQLObjectType.newObject()
                        .name("Query")
                        .field(field -> field.name("unusable").type(Scalars.GraphQLString)))
                .build();
    }

    private static RuntimeWiring wiring(Set<String> stored) {
        return RuntimeWiring.newRuntimeWiring()
                .strictMode(false) // our ID stands in for the built-in one
                .scalar(Scalars.GraphQLID.transform(id -> id.coercing(new IdScalar())))
                .wiringFactory(new Wiring(stored))
                .build();
    }

    private static Problem problem(GraphQLError error) {
        List<SourceLocation> locations = error.getLocations();
        SourceLocation at = locations == null || locations.isEmpty() ? null : locations.get(0);
        return Sdl.problem(at, String.valueOf(error.getMessage()));
    }

    /** Custom scalars hold any JSON; types of results are never resolved by graphql-java. */
    private static final class Wiring implements WiringFactory {

        private final Set<String> stored;

        Wiring(Set<String> stored) {
            this.stored = stored;
        }

        @Override
        public boolean providesScalar(ScalarWiringEnvironment environment) {
            return !ScalarInfo.isGraphqlSpecifiedScalar(
                    environment.getScalarTypeDefinition().getName());
        }

        @Override
        public GraphQLScalarType getScalar(ScalarWiringEnvironment environment) {
            ScalarTypeDefinition definition = environment.getScalarTypeDefinition();
            return GraphQLScalarType.newScalar()
                    .name(definition.getName())
                    .definition(definition)
                    .coercing(
                            stored.contains(definition.getName())
                                    ? ModelScalars.COERCIONS.getOrDefault(definition.getName(), new JsonScalar())
                                    : new JsonScalar())
                    .build();
        }

        @Override
        public boolean providesTypeResolver(InterfaceWiringEnvironment environment) {
            return true;
        }

        @Override
        public TypeResolver getTypeResolver(InterfaceWiringEnvironment environment) {
            return NO_RESOLVER;
        }

        @Override
        public boolean providesTypeResolver(UnionWiringEnvironment environment) {
            return true;
        }

        @Override
        public TypeResolver getTypeResolver(UnionWiringEnvironment environment) {
            return NO_RESOLVER;
        }

        @Override
        public graphql.schema.@Nullable DataFetcher<?> getDefaultDataFetcher(FieldWiringEnvironment environment) {
            return null;
        }
    }
}
