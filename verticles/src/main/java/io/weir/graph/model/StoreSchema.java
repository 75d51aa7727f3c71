package io.weir.graph.model;

import graphql.language.Argument;
import graphql.language.Directive;
import graphql.language.EnumTypeDefinition;
import graphql.language.FieldDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.language.StringValue;
import graphql.language.TypeDefinition;
import io.weir.graph.federation.FederationDirectives;
import io.weir.graph.federation.RootTypes;
import io.weir.graph.federation.SubgraphSchema;
import io.weir.graph.sdl.SdlFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Models in, the subgraph that the store is out. */
final class StoreSchema {

    /** They are read; what is left is for the merged graph. */
    private static final Set<String> OURS = Set.of(
            ModelDirectives.MODEL,
            ModelDirectives.STATE_MACHINE,
            ModelDirectives.UNIQUE,
            ModelDirectives.DEFAULT,
            ModelDirectives.RELATION);

    private final List<ModelSource> models;
    private final Map<String, TypeDefinition<?>> users;
    private final Map<String, TypeDefinition<?>> types = new LinkedHashMap<>();

    /**
     * For these models.
     *
     * @param users the types of Weir's own schema, scalars included
     */
    StoreSchema(List<ModelSource> models, Map<String, TypeDefinition<?>> users) {
        this.models = models;
        this.users = users;
    }

    SubgraphSchema build() {
        models.forEach(source -> {
            add(type(source));
            GeneratedSdl.parse(new ModelSdl(source.model()).text(), source.type())
                    .forEach(this::add);
            FilterTypes.of(source).forEach(this::add);
            source.model().columns().forEach(column -> addUsers(column.typeName()));
        });
        Model.common().forEach(column -> addUsers(column.typeName()));
        GeneratedSdl.parse(FilterSdl.shared(), models.get(0).type()).forEach(this::add);
        return new SubgraphSchema(Models.SUBGRAPH, "", SubgraphSchema.Dialect.STORE, types, Map.of());
    }

    private void add(TypeDefinition<?> type) {
        TypeDefinition<?> before = types.get(type.getName());
        if (before == null) {
            types.put(type.getName(), type);
        } else if (RootTypes.root(type.getName())) {
            List<FieldDefinition> fields = new ArrayList<>(((ObjectTypeDefinition) before).getFieldDefinitions());
            fields.addAll(((ObjectTypeDefinition) type).getFieldDefinitions());
            types.put(type.getName(), ((ObjectTypeDefinition) before).transform(t -> t.fieldDefinitions(fields)));
        }
    }

    /** An enum, or a scalar that is not GraphQL's own. */
    private void addUsers(String name) {
        TypeDefinition<?> type = users.get(name);
        if (type != null) {
            add(type instanceof EnumTypeDefinition values ? values.transform(e -> e.directives(List.of())) : type);
        }
    }

    private static TypeDefinition<?> type(ModelSource source) {
        ObjectTypeDefinition type = source.type();
        List<FieldDefinition> fields = new ArrayList<>();
        type.getFieldDefinitions().stream()
                .filter(field -> !ModelReader.followed(field))
                .map(field -> field(source.model(), field))
                .forEach(fields::add);
        ObjectTypeDefinition common =
                (ObjectTypeDefinition) GeneratedSdl.parse(COMMON, type).get(0);
        common.getFieldDefinitions().stream()
                .filter(field -> !source.declares(field.getName()))
                .forEach(fields::add);
        List<Directive> directives = without(type.getDirectives());
        directives.add(key(type));
        return type.transform(t -> t.fieldDefinitions(fields).directives(directives));
    }

    private static final String COMMON = """
            type Common {
              "When it was created."
              createdAt: DateTime!
              "When it was changed last."
              updatedAt: DateTime!
              "1 at first, and one more with each change."
              version: Int!
            }
            """;

    private static FieldDefinition field(Model model, FieldDefinition field) {
        FieldDefinition bare = field.transform(f -> f.directives(without(field.getDirectives())));
        return model.lists().stream()
                .filter(list -> list.field().equals(field.getName()))
                .findFirst()
                .map(list -> bare.transform(f -> f.inputValueDefinitions(arguments(list))))
                .orElse(bare);
    }

    private static List<InputValueDefinition> arguments(References list) {
        String sdl = "type T { f(filter: %1$sFilter, orderBy: [%1$sOrder!], first: Int = 100): Int }"
                .formatted(list.target());
        ObjectTypeDefinition type = (ObjectTypeDefinition)
                SdlFiles.definitions(SdlFiles.parse(sdl, "models")).get(0);
        return Objects.requireNonNull(type.getFieldDefinitions().get(0)).getInputValueDefinitions();
    }

    /** {@code @key} is added by ourselves, once. */
    private static List<Directive> without(List<Directive> directives) {
        List<Directive> left = new ArrayList<>(directives);
        left.removeIf(directive ->
                OURS.contains(directive.getName()) || directive.getName().equals(FederationDirectives.KEY));
        return left;
    }

    private static Directive key(ObjectTypeDefinition type) {
        return Directive.newDirective()
                .name(FederationDirectives.KEY)
                .argument(
                        Argument.newArgument("fields", StringValue.of(Model.ID)).build())
                .sourceLocation(type.getSourceLocation())
                .build();
    }
}
