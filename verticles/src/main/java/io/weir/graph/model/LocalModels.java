package io.weir.graph.model;

import graphql.language.Argument;
import graphql.language.BooleanValue;
import graphql.language.Directive;
import graphql.language.EnumTypeDefinition;
import graphql.language.FieldDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.Node;
import graphql.language.ObjectTypeDefinition;
import graphql.language.StringValue;
import graphql.language.TypeDefinition;
import graphql.language.TypeName;
import io.weir.graph.federation.FederationDirectives;
import io.weir.graph.federation.RootTypes;
import io.weir.graph.federation.SubgraphSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Weir's own schema in, the same with stubs in place of models and with the events of models out. */
final class LocalModels {

    private SubgraphSchema local;

    private LocalModels(SubgraphSchema local) {
        this.local = local;
    }

    /** @param store has what is generated: the schema may use those types as well */
    static SubgraphSchema complete(SubgraphSchema local, List<ModelSource> models, SubgraphSchema store) {
        LocalModels completed = new LocalModels(local);
        models.forEach(completed::add);
        List.copyOf(completed.local.types().values()).forEach(type -> completed.addNamed(type, store));
        return completed.local;
    }

    private void addNamed(Node<?> node, SubgraphSchema store) {
        if (node instanceof TypeName name && !local.types().containsKey(name.getName())) {
            TypeDefinition<?> generated = store.types().get(name.getName());
            if (generated instanceof InputObjectTypeDefinition || generated instanceof EnumTypeDefinition) {
                local = local.with(generated);
                addNamed(generated, store);
            }
        }
        node.getChildren().forEach(child -> addNamed((Node<?>) child, store));
    }

    private void add(ModelSource source) {
        EventSdl events = new EventSdl(source.model());
        local = local.with(stub(source.type()));
        String sdl = events.types() + FilterSdl.imageFilter(source.model()) + FilterSdl.reference();
        GeneratedSdl.parse(sdl, source.type()).forEach(type -> local = local.with(type));
        FilterTypes.of(source).forEach(type -> local = local.with(type));
        Set<String> taken =
                subscriptions().stream().map(FieldDefinition::getName).collect(Collectors.toSet());
        for (Model.Change change : Model.Change.values()) {
            if (!taken.contains(events.subscriptionField(change))) {
                addSubscription(GeneratedSdl.parse(events.subscription(change), source.type())
                        .get(0));
            }
        }
    }

    private List<FieldDefinition> subscriptions() {
        return local.types().get(RootTypes.SUBSCRIPTION) instanceof ObjectTypeDefinition type
                ? type.getFieldDefinitions()
                : List.of();
    }

    private void addSubscription(TypeDefinition<?> generated) {
        List<FieldDefinition> fields = new ArrayList<>(subscriptions());
        fields.addAll(((ObjectTypeDefinition) generated).getFieldDefinitions());
        ObjectTypeDefinition type = local.types().get(RootTypes.SUBSCRIPTION) instanceof ObjectTypeDefinition before
                ? before
                : (ObjectTypeDefinition) generated;
        local = local.with(type.transform(t -> t.fieldDefinitions(fields)));
    }

    /** Its key, and the fields that a field of Query answers. */
    private static ObjectTypeDefinition stub(ObjectTypeDefinition type) {
        List<FieldDefinition> fields = type.getFieldDefinitions().stream()
                .filter(field -> field.getName().equals(Model.ID) || ModelReader.followed(field))
                .toList();
        Directive key = Directive.newDirective()
                .name(FederationDirectives.KEY)
                .argument(
                        Argument.newArgument("fields", StringValue.of(Model.ID)).build())
                .argument(Argument.newArgument("resolvable", BooleanValue.of(false))
                        .build())
                .sourceLocation(type.getSourceLocation())
                .build();
        return type.transform(t -> t.fieldDefinitions(fields).directives(List.of(key)));
    }
}
