package io.weir.plan;

import graphql.language.AstPrinter;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLNamedOutputType;
import graphql.schema.GraphQLObjectType;
import io.weir.graph.supergraph.FieldInSubgraph;
import io.weir.graph.supergraph.Subgraph;
import io.weir.graph.supergraph.Supergraph;
import io.weir.graph.supergraph.SupergraphField;
import io.weir.graph.supergraph.SupergraphType;
import io.weir.graph.supergraph.TypeInSubgraph;
import io.weir.plan.routing.FieldDraft;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Types of which a subgraph is asked the same in, an interface on which it can be asked once out. */
final class SharedInterfaces {

    private final Supergraph supergraph;
    private final Subgraph subgraph;

    SharedInterfaces(Supergraph supergraph, Subgraph subgraph) {
        this.supergraph = supergraph;
        this.subgraph = subgraph;
    }

    /** The types of the objects that stand where a type is expected. */
    Set<String> possible(String type) {
        TypeInSubgraph there = there(type);
        return there == null ? Set.of() : there.possible();
    }

    private @Nullable TypeInSubgraph there(String type) {
        SupergraphType known = supergraph.type(type);
        return known == null ? null : known.in(subgraph);
    }

    /**
     * An interface and those of the types that it stands for.
     *
     * @param types at least two
     */
    record Shared(String name, Set<String> types) {}

    /**
     * The one that stands for most of the types.
     *
     * @param others what it must not stand for, since something else is asked of objects of these types
     */
    @Nullable
    Shared find(Set<String> types, Collection<FieldDraft> fields, Collection<String> others) {
        Shared best = null;
        for (String name : interfaces(types)) {
            Set<String> covered = covered(name, types, others);
            boolean more = covered.size() > (best == null ? 1 : best.types().size());
            if (more && fields.stream().allMatch(field -> has(name, field))) {
                best = new Shared(name, covered);
            }
        }
        return best;
    }

    private Set<String> interfaces(Set<String> types) {
        Set<String> names = new LinkedHashSet<>();
        for (String type : types) {
            GraphQLObjectType object = supergraph.schema().getObjectType(type);
            if (object != null) {
                object.getInterfaces().stream()
                        .map(GraphQLNamedOutputType::getName)
                        .forEach(names::add);
            }
        }
        return names;
    }

    private Set<String> covered(String name, Set<String> types, Collection<String> others) {
        TypeInSubgraph there = there(name);
        if (there == null || there.interfaceObject() || others.stream().anyMatch(there.possible()::contains)) {
            return Set.of();
        }
        Set<String> covered = new LinkedHashSet<>(types);
        covered.retainAll(there.possible());
        return covered;
    }

    /** Whether the interface has the field there, with the same type and arguments. */
    private boolean has(String name, FieldDraft field) {
        SupergraphType known = supergraph.type(name);
        SupergraphField declared = known == null ? null : known.field(field.name());
        FieldInSubgraph there = declared == null ? null : declared.in(subgraph);
        if (there == null || !(supergraph.schema().getType(name) instanceof GraphQLInterfaceType type)) {
            return false;
        }
        return AstPrinter.printAstCompact(there.type()).equals(AstPrinter.printAstCompact(field.type()))
                && field.arguments().stream()
                        .allMatch(argument ->
                                type.getFieldDefinition(field.name()).getArgument(argument.getName()) != null);
    }
}
