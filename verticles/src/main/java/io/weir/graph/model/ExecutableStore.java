package io.weir.graph.model;

import graphql.language.Definition;
import graphql.language.FieldDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.language.TypeDefinition;
import graphql.schema.GraphQLSchema;
import io.weir.config.Problem;
import io.weir.graph.federation.Fields;
import io.weir.graph.federation.Marks;
import io.weir.graph.federation.RootTypes;
import io.weir.graph.federation.SubgraphSchema;
import io.weir.graph.sdl.ModelScalars;
import io.weir.graph.sdl.SchemaBuilder;
import io.weir.graph.sdl.SdlFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The subgraph of the store as it is executed: without directives, with {@code _entities}. */
final class ExecutableStore {

    private ExecutableStore() {}

    static GraphQLSchema schema(SubgraphSchema store, List<ModelSource> models, List<Problem> problems) {
        String members = models.stream().map(source -> source.model().name()).collect(Collectors.joining(" | "));
        List<Definition<?>> entities = SdlFiles.definitions(SdlFiles.parse("""
                scalar _Any
                union _Entity = %s
                type Query { _entities(representations: [_Any!]!): [_Entity]! }
                """.formatted(members), Models.SUBGRAPH));
        List<Definition<?>> definitions = new ArrayList<>(entities.subList(0, 2));
        ObjectTypeDefinition more = (ObjectTypeDefinition) entities.get(2);
        store.types()
                .forEach((name, type) -> definitions.add(bare(name.equals(RootTypes.QUERY) ? with(type, more) : type)));
        return SchemaBuilder.build(definitions, ModelScalars.COERCIONS.keySet(), problems);
    }

    private static TypeDefinition<?> with(TypeDefinition<?> query, ObjectTypeDefinition more) {
        return Fields.replaced(
                query,
                Stream.concat(Fields.of(query).stream(), more.getFieldDefinitions().stream())
                        .toList());
    }

    private static TypeDefinition<?> bare(TypeDefinition<?> type) {
        if (!(type instanceof ObjectTypeDefinition object)) {
            return type;
        }
        List<FieldDefinition> fields = object.getFieldDefinitions().stream()
                .map(field -> field.transform(f -> f.directives(Marks.kept(List.of(field)))))
                .toList();
        return object.transform(o -> o.fieldDefinitions(fields).directives(Marks.kept(List.of(object))));
    }
}
