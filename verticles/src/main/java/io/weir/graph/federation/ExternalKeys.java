package io.weir.graph.federation;

import graphql.language.FieldDefinition;
import graphql.language.TypeDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes {@code @external} from fields where it means nothing: the key fields of a type that the subgraph extends. By the
 * custom of Federation 1 they say so, and can be asked for all the same.
 */
final class ExternalKeys {

    private ExternalKeys() {}

    static Map<String, TypeDefinition<?>> resolve(Map<String, TypeDefinition<?>> types, Set<String> extensions) {
        Map<String, TypeDefinition<?>> resolved = new LinkedHashMap<>(types);
        KeyFields.of(types, extensions)
                .forEach((type, fields) -> resolved.computeIfPresent(type, (n, t) -> without(t, fields)));
        return resolved;
    }

    private static TypeDefinition<?> without(TypeDefinition<?> type, Set<String> fields) {
        List<FieldDefinition> changed = Fields.of(type).stream()
                .map(field ->
                        fields.contains(field.getName()) ? Marks.without(field, FederationDirectives.EXTERNAL) : field)
                .toList();
        return Fields.replaced(type, changed);
    }
}
