package io.weir.graph.federation.composition;

import graphql.language.DirectivesContainer;
import graphql.language.EnumTypeDefinition;
import graphql.language.FieldDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.Node;
import graphql.language.TypeDefinition;
import io.weir.graph.federation.FederationDirectives;
import io.weir.graph.federation.Fields;
import io.weir.graph.federation.Marks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What some subgraph marks {@code @inaccessible}, by coordinate: {@code Type}, {@code Type.field}, {@code Type.field.argument}. */
final class HiddenElements {

    private final Map<String, Node<?>> places = new HashMap<>();

    HiddenElements(List<SubgraphIndex> subgraphs) {
        subgraphs.forEach(subgraph -> subgraph.schema().types().values().forEach(this::add));
    }

    boolean none() {
        return places.isEmpty();
    }

    boolean hides(String coordinate) {
        return places.containsKey(coordinate);
    }

    /** Where the mark stands. */
    Node<?> place(String coordinate) {
        return Objects.requireNonNull(places.get(coordinate));
    }

    private void add(TypeDefinition<?> type) {
        add(type.getName(), type);
        for (FieldDefinition field : Fields.of(type)) {
            String coordinate = type.getName() + "." + field.getName();
            add(coordinate, field);
            field.getInputValueDefinitions().forEach(argument -> add(coordinate, argument));
        }
        if (type instanceof InputObjectTypeDefinition input) {
            input.getInputValueDefinitions().forEach(field -> add(type.getName(), field));
        } else if (type instanceof EnumTypeDefinition values) {
            values.getEnumValueDefinitions().forEach(value -> add(type.getName() + "." + value.getName(), value));
        }
    }

    private void add(String owner, InputValueDefinition input) {
        add(owner + "." + input.getName(), (DirectivesContainer<?>) input);
    }

    private void add(String coordinate, DirectivesContainer<?> element) {
        if (!element.getDirectives().isEmpty() && Marks.has(element, FederationDirectives.INACCESSIBLE)) {
            places.putIfAbsent(coordinate, element);
        }
    }
}
