package io.weir.graph.federation.composition;

import graphql.language.AstPrinter;
import graphql.language.Directive;
import graphql.language.FieldDefinition;
import graphql.language.TypeDefinition;
import io.weir.config.Problem;
import io.weir.graph.federation.FederationDirectives;
import io.weir.graph.federation.Kind;
import io.weir.graph.federation.Marks;
import io.weir.graph.federation.SubgraphSchema;
import io.weir.graph.sdl.Sdl;
import io.weir.graph.sdl.TypeIndex;
import io.weir.graph.supergraph.EntityKey;
import io.weir.graph.supergraph.FieldSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who declares each type and field, and who resolves it. */
final class Ownership {

    private final Map<String, Map<String, List<FieldPart>>> fields = new LinkedHashMap<>();
    private final Map<String, Map<Integer, List<EntityKey>>> keys = new LinkedHashMap<>();

    private final List<Problem> problems;

    private Ownership(List<Problem> problems) {
        this.problems = problems;
    }

    static Ownership of(List<SubgraphIndex> subgraphs, List<Problem> problems) {
        Ownership ownership = new Ownership(problems);
        for (SubgraphIndex subgraph : subgraphs) {
            FieldSetReader reader = new FieldSetReader(subgraph, problems);
            for (TypeDefinition<?> type : subgraph.schema().types().values()) {
                ownership.readKeys(subgraph, type, reader);
                subgraph.fields(type.getName())
                        .values()
                        .forEach(field -> ownership.readField(subgraph, type, field, reader));
            }
        }
        Overrides.apply(ownership.fields, problems);
        return ownership;
    }

    /** Every field of every object and interface, each as its subgraphs declare it. */
    Stream<List<FieldPart>> all() {
        return fields.values().stream().flatMap(byName -> byName.values().stream());
    }

    /** The fields of an object or interface by name, each as its subgraphs declare it. */
    Map<String, List<FieldPart>> fields(String type) {
        return fields.getOrDefault(type, Map.of());
    }

    /** The keys of a type in one subgraph, in the order written. */
    List<EntityKey> keys(String type, SubgraphIndex subgraph) {
        return keys.getOrDefault(type, Map.of())
                .getOrDefault(subgraph.subgraph().id(), List.of());
    }

    private void readKeys(SubgraphIndex subgraph, TypeDefinition<?> type, FieldSetReader reader) {
        List<EntityKey> read = new ArrayList<>();
        for (Object element : type.getDirectives()) {
            Directive directive = (Directive) element;
            if (directive.getName().equals(FederationDirectives.KEY)) {
                boolean resolvable = !subgraph.local()
                                && Sdl.argument(directive, "resolvable").isEmpty()
                        || Sdl.flag(directive, "resolvable");
                reader.read(directive, type.getName())
                        .ifPresent(fieldSet -> read.add(new EntityKey(fieldSet, resolvable && !subgraph.local())));
            }
        }
        if (!read.isEmpty()) {
            keys.computeIfAbsent(type.getName(), t -> new LinkedHashMap<>())
                    .put(subgraph.subgraph().id(), read);
        }
    }

    private void readField(
            SubgraphIndex subgraph, TypeDefinition<?> type, FieldDefinition field, FieldSetReader reader) {
        FieldPart part = new FieldPart(
                subgraph,
                type.getName(),
                field,
                Marks.has(field, FederationDirectives.EXTERNAL) && !meaningless(subgraph, type),
                fieldSet(field, FederationDirectives.REQUIRES, type.getName(), reader),
                provides(subgraph, type, field, reader));
        fields.computeIfAbsent(type.getName(), t -> new LinkedHashMap<>())
                .computeIfAbsent(field.getName(), f -> new ArrayList<>())
                .add(part);
    }

    private @Nullable FieldSet provides(
            SubgraphIndex subgraph, TypeDefinition<?> type, FieldDefinition field, FieldSetReader reader) {
        String result = TypeIndex.bareName(field.getType());
        TypeDefinition<?> definition = subgraph.type(result);
        if (definition != null && Kind.of(definition).composite()) {
            return fieldSet(field, FederationDirectives.PROVIDES, result, reader);
        }
        Sdl.directive(field, FederationDirectives.PROVIDES)
                .ifPresent(provides -> problems.add(Sdl.problem(
                        provides,
                        "@provides stands on %s.%s, which is %s and has no fields; remove it"
                                .formatted(type.getName(), field.getName(), AstPrinter.printAst(field.getType())))));
        return null;
    }

    /** Federation 1 let {@code @external} stand on the fields of interfaces, where nothing is resolved. */
    private static boolean meaningless(SubgraphIndex subgraph, TypeDefinition<?> type) {
        return subgraph.schema().dialect() == SubgraphSchema.Dialect.FEDERATION_1 && Kind.of(type) == Kind.INTERFACE;
    }

    private static @Nullable FieldSet fieldSet(
            FieldDefinition field, String directive, String type, FieldSetReader reader) {
        return Sdl.directive(field, directive)
                .flatMap(found -> reader.read(found, type))
                .orElse(null);
    }
}
