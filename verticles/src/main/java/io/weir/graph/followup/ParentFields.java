package io.weir.graph.followup;

import graphql.language.OperationDefinition;
import graphql.language.SelectionSet;
import graphql.parser.Parser;
import io.weir.graph.supergraph.FieldSet;
import io.weir.template.Template.Part.Placeholder;
import io.weir.template.Template.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Placeholders in, the fields of the object that they name out. */
final class ParentFields {

    private final Map<String, ParentFields> below = new TreeMap<>();

    private ParentFields() {}

    static Optional<FieldSet> of(List<Placeholder> placeholders) {
        ParentFields all = new ParentFields();
        placeholders.stream()
                .filter(placeholder -> placeholder.scope() == Scope.PARENT)
                .forEach(placeholder -> {
                    ParentFields at = all;
                    for (String name : placeholder.path()) {
                        at = at.below.computeIfAbsent(name, n -> new ParentFields());
                    }
                });
        return all.below.isEmpty() ? Optional.empty() : Optional.of(all.fieldSet());
    }

    private FieldSet fieldSet() {
        String text = text();
        SelectionSet selections = Parser.parse("{" + text + "}")
                .getDefinitionsOfType(OperationDefinition.class)
                .get(0)
                .getSelectionSet();
        return new FieldSet(text, selections);
    }

    private String text() {
        return below.entrySet().stream()
                .map(entry -> entry.getKey()
                        + (entry.getValue().below.isEmpty()
                                ? ""
                                : " { " + entry.getValue().text() + " }"))
                .collect(Collectors.joining(" "));
    }
}
