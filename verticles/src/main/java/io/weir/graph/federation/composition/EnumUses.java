package io.weir.graph.federation.composition;

import graphql.language.EnumTypeDefinition;
import graphql.language.FieldDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.TypeDefinition;
import io.weir.graph.federation.Fields;
import io.weir.graph.sdl.TypeIndex;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where each enum is used: a place for an argument or input field, and one for a result. */
final class EnumUses {

    private final Map<String, InputValueDefinition> inputs = new HashMap<>();
    private final Map<String, FieldDefinition> outputs = new HashMap<>();

    EnumUses(List<SubgraphIndex> subgraphs) {
        for (SubgraphIndex subgraph : subgraphs) {
            for (TypeDefinition<?> type : subgraph.schema().types().values()) {
                Fields.of(type).forEach(field -> add(subgraph, field));
                if (type instanceof InputObjectTypeDefinition input) {
                    input.getInputValueDefinitions().forEach(value -> add(subgraph, value));
                }
            }
        }
    }

    /** An argument or input field of the enum; null when there is none. */
    @Nullable
    InputValueDefinition input(String name) {
        return inputs.get(name);
    }

    /** A field with the enum for a result; null when there is none. */
    @Nullable
    FieldDefinition output(String name) {
        return outputs.get(name);
    }

    private void add(SubgraphIndex subgraph, FieldDefinition field) {
        String type = TypeIndex.bareName(field.getType());
        if (subgraph.type(type) instanceof EnumTypeDefinition) {
            outputs.putIfAbsent(type, field);
        }
        field.getInputValueDefinitions().forEach(argument -> add(subgraph, argument));
    }

    private void add(SubgraphIndex subgraph, InputValueDefinition input) {
        String type = TypeIndex.bareName(input.getType());
        if (subgraph.type(type) instanceof EnumTypeDefinition) {
            inputs.putIfAbsent(type, input);
        }
    }
}
