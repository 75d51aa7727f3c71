package io.weir.graph.federation.composition;

import graphql.language.Argument;
import graphql.language.BooleanValue;
import graphql.language.Directive;
import graphql.language.Field;
import graphql.language.FieldDefinition;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.StringValue;
import graphql.language.TypeDefinition;
import io.weir.graph.federation.Externals;
import io.weir.graph.federation.FederationDirectives;
import io.weir.graph.federation.FieldSets;
import io.weir.graph.federation.Fields;
import io.weir.graph.federation.Kind;
import io.weir.graph.federation.Marks;
import io.weir.graph.federation.SubgraphSchema;
import io.weir.graph.sdl.TypeIndex;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives the stubs of Weir's own schema the keys that they leave out: a stub without {@code @key} of a type that is an
 * entity elsewhere has each of the keys there whose fields it declares.
 */
final class StubKeys {

    private final Map<String, TypeDefinition<?>> stubs;

    private StubKeys(Map<String, TypeDefinition<?>> stubs) {
        this.stubs = stubs;
    }

    /** The same schemas, with keys in those that are Weir's own. */
    static List<SubgraphSchema> complete(List<SubgraphSchema> schemas) {
        return schemas.stream()
                .map(schema -> schema.dialect() == SubgraphSchema.Dialect.LOCAL ? complete(schema, schemas) : schema)
                .toList();
    }

    private static SubgraphSchema complete(SubgraphSchema local, List<SubgraphSchema> schemas) {
        StubKeys keys = new StubKeys(local.types());
        Map<String, TypeDefinition<?>> types = new LinkedHashMap<>(local.types());
        Set<String> changed = new LinkedHashSet<>();
        types.replaceAll((name, stub) -> {
            if (!Kind.of(stub).composite() || Marks.has(stub, FederationDirectives.KEY)) {
                return stub;
            }
            Map<String, Directive> found = new LinkedHashMap<>();
            schemas.stream()
                    .filter(schema -> schema != local && schema.types().containsKey(name))
                    .forEach(schema -> keys.collect(stub, schema.types().get(name), found));
            if (found.isEmpty()) {
                return stub;
            }
            changed.add(name);
            return with(stub, List.copyOf(found.values()));
        });
        return new SubgraphSchema(
                local.name(), local.url(), local.dialect(), Externals.resolve(types, changed), local.directives());
    }

    private void collect(TypeDefinition<?> stub, TypeDefinition<?> entity, Map<String, Directive> found) {
        for (Object element : entity.getDirectives(FederationDirectives.KEY)) {
            FieldSets.parse(FieldSets.text((Directive) element))
                    .filter(selections -> declares(stub.getName(), selections))
                    .map(FieldSets::print)
                    .ifPresent(text -> found.computeIfAbsent(text, fields -> key(stub, fields)));
        }
    }

    private boolean declares(String type, SelectionSet selections) {
        return selections.getSelections().stream().allMatch(selection -> declares(type, selection));
    }

    private boolean declares(String type, Selection<?> selection) {
        if (!(selection instanceof Field field)) {
            return false;
        }
        for (FieldDefinition declared : Fields.of(stubs.get(type))) {
            if (declared.getName().equals(field.getName())) {
                return field.getSelectionSet() == null
                        || declares(TypeIndex.bareName(declared.getType()), field.getSelectionSet());
            }
        }
        return false;
    }

    private static Directive key(TypeDefinition<?> stub, String fields) {
        return Directive.newDirective()
                .name(FederationDirectives.KEY)
                .argument(Argument.newArgument("fields", StringValue.of(fields)).build())
                .argument(Argument.newArgument("resolvable", BooleanValue.of(false))
                        .build())
                .sourceLocation(stub.getSourceLocation())
                .build();
    }

    private static TypeDefinition<?> with(TypeDefinition<?> stub, List<Directive> keys) {
        List<Directive> all = new ArrayList<>(stub.getDirectives());
        all.addAll(keys);
        if (stub instanceof ObjectTypeDefinition object) {
            return object.transform(o -> o.directives(all));
        }
        return stub instanceof InterfaceTypeDefinition abstractType
                ? abstractType.transform(i -> i.directives(all))
                : stub;
    }
}
