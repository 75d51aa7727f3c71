package io.weir.graph.federation;

import graphql.language.Directive;
import graphql.language.FieldDefinition;
import graphql.language.TypeDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts {@code @external} where it means something. On a type it stands for each of its fields. On the key fields of a
 * type that the subgraph extends it means nothing: that is the custom of Federation 1, and they can be asked for.
 */
public final class Externals {

    private Externals() {}

    /** @param extensions the types whose key fields are not external whatever they say */
    public static Map<String, TypeDefinition<?>> resolve(Map<String, TypeDefinition<?>> types, Set<String> extensions) {
        Map<String, TypeDefinition<?>> resolved = new LinkedHashMap<>(types);
        resolved.replaceAll((name, type) -> onFields(type));
        FieldUses.ofKeys(types, extensions)
                .forEach((type, fields) -> resolved.computeIfPresent(type, (n, t) -> without(t, fields)));
        return resolved;
    }

    private static TypeDefinition<?> onFields(TypeDefinition<?> type) {
        List<?> onType = type.getDirectives(FederationDirectives.EXTERNAL);
        if (onType.isEmpty()) {
            return type;
        }
        Directive external = (Directive) onType.get(0);
        return Fields.replaced(
                type,
                Fields.of(type).stream()
                        .map(field -> Marks.with(field, external))
                        .toList());
    }

    private static TypeDefinition<?> without(TypeDefinition<?> type, Set<String> fields) {
        List<FieldDefinition> changed = Fields.of(type).stream()
                .map(field ->
                        fields.contains(field.getName()) ? Marks.without(field, FederationDirectives.EXTERNAL) : field)
                .toList();
        return Fields.replaced(type, changed);
    }
}
