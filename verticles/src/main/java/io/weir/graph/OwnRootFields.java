package io.weir.graph;

import graphql.language.FieldDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.language.TypeDefinition;
import io.weir.bus.ChangeAction.Change;
import io.weir.config.Problem;
import io.weir.graph.Graph.FieldName;
import io.weir.graph.federation.RootTypes;
import io.weir.graph.federation.SubgraphSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The root fields that Weir adds to a schema with actions, and their sources. */
final class OwnRootFields {

    private static final Map<FieldName, RootSource> SOURCES = Map.of(
            new FieldName(RootTypes.QUERY, "queue"), new RootSource.Queue("operationIdentifiers"),
            new FieldName(RootTypes.MUTATION, "cancelAction"), new RootSource.ActionChange(Change.CANCEL, "actionId"),
            new FieldName(RootTypes.MUTATION, "retryAction"), new RootSource.ActionChange(Change.RETRY, "actionId"));

    private final List<TypeDefinition<?>> roots;

    /**
     * Takes the fields of these types.
     *
     * @param roots of the prelude
     */
    OwnRootFields(List<TypeDefinition<?>> roots) {
        this.roots = roots;
    }

    /** The schema with them; where it declares one itself, that must agree. */
    SubgraphSchema addTo(SubgraphSchema schema, List<Problem> problems) {
        PreludeAgreement agreement = new PreludeAgreement(problems);
        SubgraphSchema with = schema;
        for (TypeDefinition<?> root : roots) {
            ObjectTypeDefinition ours = (ObjectTypeDefinition) root;
            with = with.with(
                    with.types().get(ours.getName()) instanceof ObjectTypeDefinition users
                            ? merged(users, ours, agreement)
                            : ours);
        }
        return with;
    }

    private static ObjectTypeDefinition merged(
            ObjectTypeDefinition users, ObjectTypeDefinition ours, PreludeAgreement agreement) {
        Map<String, FieldDefinition> own =
                ours.getFieldDefinitions().stream().collect(Collectors.toMap(FieldDefinition::getName, field -> field));
        List<FieldDefinition> fields = new ArrayList<>();
        for (FieldDefinition field : users.getFieldDefinitions()) {
            FieldDefinition same = own.get(field.getName());
            if (same == null) {
                fields.add(field);
            } else {
                agreement.check(users.getName(), field, same);
            }
        }
        fields.addAll(ours.getFieldDefinitions());
        return users.transform(type -> type.fieldDefinitions(fields));
    }

    /** The source of each. */
    Map<FieldName, RootSource> sources() {
        Map<FieldName, RootSource> sources = new HashMap<>(SOURCES);
        sources.keySet().removeIf(name -> roots.stream().noneMatch(root -> has((ObjectTypeDefinition) root, name)));
        return sources;
    }

    private static boolean has(ObjectTypeDefinition root, FieldName name) {
        return root.getName().equals(name.type())
                && root.getFieldDefinitions().stream()
                        .anyMatch(field -> field.getName().equals(name.field()));
    }
}
