package io.weir.graph.federation.composition;

import graphql.language.FieldDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.language.TypeDefinition;
import io.weir.graph.federation.Fields;
import io.weir.graph.sdl.TypeIndex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Gives the fields of interface objects to the types that implement the interface elsewhere. */
final class InterfaceObjects {

    private InterfaceObjects() {}

    static void inherit(Map<String, TypeDefinition<?>> merged, List<SubgraphIndex> subgraphs) {
        Set<String> interfaceObjects = new HashSet<>();
        for (SubgraphIndex subgraph : subgraphs) {
            subgraph.schema().types().keySet().stream()
                    .filter(subgraph::interfaceObject)
                    .forEach(interfaceObjects::add);
        }
        if (interfaceObjects.isEmpty()) {
            return;
        }
        merged.replaceAll((name, type) ->
                type instanceof ObjectTypeDefinition object ? withInherited(object, merged, interfaceObjects) : type);
    }

    private static TypeDefinition<?> withInherited(
            ObjectTypeDefinition object, Map<String, TypeDefinition<?>> merged, Set<String> interfaceObjects) {
        List<FieldDefinition> fields = new ArrayList<>(object.getFieldDefinitions());
        Set<String> names = fields.stream().map(FieldDefinition::getName).collect(Collectors.toSet());
        object.getImplements().stream()
                .map(TypeIndex::bareName)
                .filter(interfaceObjects::contains)
                .flatMap(name -> Fields.of(merged.get(name)).stream())
                .filter(field -> names.add(field.getName()))
                .forEach(fields::add);
        return fields.size() == object.getFieldDefinitions().size()
                ? object
                : object.transform(o -> o.fieldDefinitions(fields));
    }
}
