package io.weir.graph;

import graphql.language.Directive;
import graphql.language.DirectivesContainer;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.TypeDefinition;
import graphql.parser.InvalidSyntaxException;
import io.weir.config.Problem;
import io.weir.graph.sdl.Sdl;
import io.weir.graph.sdl.SdlFiles;
import io.weir.graph.sdl.TypeIndex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code @key}: which types are entities, and which of their fields an event must carry. */
final class EntityKeyReader {

    private final TypeIndex types;
    private final List<Problem> problems;

    EntityKeyReader(TypeIndex types, List<Problem> problems) {
        this.types = types;
        this.problems = problems;
    }

    Map<String, List<List<String>>> read() {
        Map<String, List<List<String>>> keys = new HashMap<>();
        for (String type : types.names()) {
            for (TypeDefinition<?> definition : types.definitions(type)) {
                for (Directive key : Sdl.directives((DirectivesContainer<?>) definition, "key")) {
                    List<String> fields = fields(type, key);
                    keys.computeIfAbsent(type, name -> new ArrayList<>()).add(fields);
                }
            }
        }
        return keys;
    }

    private List<String> fields(String type, Directive key) {
        String fieldSet = Sdl.text(key, "fields").orElse("");
        List<String> names = new ArrayList<>();
        try {
            Document document = SdlFiles.parse("{ " + fieldSet + " }", "key");
            OperationDefinition operation =
                    document.getDefinitionsOfType(OperationDefinition.class).get(0);
            for (Selection<?> selection : operation.getSelectionSet().getSelections()) {
                if (selection instanceof Field field) {
                    names.add(field.getName());
                    checkExists(type, field.getName(), key);
                }
            }
        } catch (InvalidSyntaxException | IndexOutOfBoundsException e) {
            problems.add(Sdl.problem(key, "@key(fields: \"%s\") is not a list of fields".formatted(fieldSet)));
        }
        return names;
    }

    private void checkExists(String type, String field, Directive key) {
        if (types.field(type, field).isEmpty()) {
            problems.add(Sdl.problem(
                    key,
                    "@key names the field \"%s\", which %s does not have; add it to the type".formatted(field, type)));
        }
    }
}
