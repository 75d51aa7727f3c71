package io.weir.graph.federation.composition;

import graphql.language.FieldDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.language.TypeDefinition;
import graphql.language.UnionTypeDefinition;
import io.weir.graph.federation.FederationDirectives;
import io.weir.graph.federation.FieldUses;
import io.weir.graph.federation.Fields;
import io.weir.graph.federation.SubgraphSchema;
import io.weir.graph.sdl.Sdl;
import io.weir.graph.sdl.TypeIndex;
import io.weir.graph.supergraph.Subgraph;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One subgraph's schema, by name. */
final class SubgraphIndex {

    private final Subgraph subgraph;
    private final SubgraphSchema schema;
    private final Map<String, Map<String, FieldDefinition>> fields = new HashMap<>();
    private final Map<String, Set<String>> possible = new HashMap<>();
    private final Map<String, Set<String>> keyFields;
    private @Nullable Map<String, Set<String>> fieldUses;

    SubgraphIndex(int id, SubgraphSchema schema) {
        this.subgraph = new Subgraph(id, schema.name(), schema.kind(), schema.url());
        this.schema = schema;
        schema.types().values().forEach(this::add);
        this.keyFields = FieldUses.ofKeys(schema.types(), schema.types().keySet());
    }

    Subgraph subgraph() {
        return subgraph;
    }

    SubgraphSchema schema() {
        return schema;
    }

    String name() {
        return schema.name();
    }

    boolean local() {
        return schema.dialect() == SubgraphSchema.Dialect.LOCAL;
    }

    @Nullable
    TypeDefinition<?> type(String name) {
        return schema.types().get(name);
    }

    /** Of an object or interface, in the order written; empty for other types. */
    Map<String, FieldDefinition> fields(String type) {
        return fields.getOrDefault(type, Map.of());
    }

    @Nullable
    FieldDefinition field(String type, String field) {
        return fields(type).get(field);
    }

    /** The object types that a value of a composite type can have here; none for an interface object. */
    Set<String> possible(String type) {
        return interfaceObject(type) ? Set.of() : possible.getOrDefault(type, Set.of());
    }

    boolean interfaceObject(String type) {
        return type(type) instanceof ObjectTypeDefinition object
                && Sdl.directive(object, FederationDirectives.INTERFACE_OBJECT).isPresent();
    }

    /** Whether a field is part of a key, of its own type or as a part of another's. */
    boolean keyField(String type, String field) {
        return keyFields.getOrDefault(type, Set.of()).contains(field);
    }

    /** Whether the subgraph needs to know a field even if another one resolves it. */
    boolean used(String type, String field) {
        return keyField(type, field)
                || fieldUses().getOrDefault(type, Set.of()).contains(field)
                || Fields.interfaces(type(type)).stream()
                        .anyMatch(i -> fields(TypeIndex.bareName(i)).containsKey(field));
    }

    private Map<String, Set<String>> fieldUses() {
        if (fieldUses == null) {
            fieldUses = FieldUses.ofFields(schema.types());
        }
        return fieldUses;
    }

    private void add(TypeDefinition<?> type) {
        Map<String, FieldDefinition> own = new LinkedHashMap<>();
        Fields.of(type).forEach(field -> own.put(field.getName(), field));
        fields.put(type.getName(), own);
        if (type instanceof UnionTypeDefinition union) {
            union.getMemberTypes().forEach(member -> addPossible(type.getName(), TypeIndex.bareName(member)));
        } else if (type instanceof ObjectTypeDefinition object) {
            addPossible(object.getName(), object.getName());
            object.getImplements().forEach(i -> addPossible(TypeIndex.bareName(i), object.getName()));
        }
    }

    private void addPossible(String type, String object) {
        possible.computeIfAbsent(type, t -> new LinkedHashSet<>()).add(object);
    }
}
