package io.weir.graph.federation.composition;

import graphql.language.AstPrinter;
import io.weir.graph.supergraph.EntityKey;
import io.weir.graph.supergraph.FieldInSubgraph;
import io.weir.graph.supergraph.FieldSet;
import io.weir.graph.supergraph.Subgraph;
import io.weir.graph.supergraph.Supergraph;
import io.weir.graph.supergraph.SupergraphField;
import io.weir.graph.supergraph.SupergraphType;
import io.weir.graph.supergraph.TypeInSubgraph;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A supergraph's model as lines of text, in an order of its own: two models are equal when their texts are. */
final class ModelText {

    private final StringBuilder text = new StringBuilder();
    private final List<Subgraph> subgraphs;

    private ModelText(Supergraph supergraph) {
        this.subgraphs = supergraph.subgraphs().stream()
                .sorted(Comparator.comparing(Subgraph::name))
                .toList();
        subgraphs.forEach(subgraph -> line("%s %s %s", subgraph.kind(), subgraph.name(), subgraph.url()));
        new TreeMap<>(supergraph.types()).values().forEach(this::type);
    }

    static String of(Supergraph supergraph) {
        return new ModelText(supergraph).text.toString();
    }

    private void type(SupergraphType type) {
        line("%s%s", type.name(), type.entity() ? " (entity)" : "");
        for (Subgraph subgraph : subgraphs) {
            TypeInSubgraph part = type.in(subgraph);
            if (part != null) {
                line(
                        "  in %s:%s keys %s, possible %s",
                        subgraph.name(),
                        part.interfaceObject() ? " interface object," : "",
                        part.keys().stream().map(ModelText::key).sorted().toList(),
                        new TreeSet<>(part.possible()));
            }
        }
        new TreeMap<>(type.fields()).values().forEach(this::field);
    }

    private void field(SupergraphField field) {
        Map<String, String> parts = new TreeMap<>();
        for (Subgraph subgraph : subgraphs) {
            FieldInSubgraph part = field.in(subgraph);
            if (part != null) {
                parts.put(subgraph.name(), part(part));
            }
        }
        line("  .%s%s %s", field.name(), field.inherited() ? " (inherited)" : "", parts);
    }

    private static String key(EntityKey key) {
        return key.resolvable() ? key.fields().text() : key.fields().text() + " (not resolvable)";
    }

    private static String part(FieldInSubgraph field) {
        return AstPrinter.printAst(field.type())
                + (field.external() ? " external" : "")
                + fieldSet(" requires ", field.requires())
                + fieldSet(" provides ", field.provides());
    }

    private static String fieldSet(String word, @Nullable FieldSet fields) {
        return fields == null ? "" : word + "{" + fields.text() + "}";
    }

    private void line(String format, Object... arguments) {
        text.append(format.formatted(arguments)).append('\n');
    }
}
