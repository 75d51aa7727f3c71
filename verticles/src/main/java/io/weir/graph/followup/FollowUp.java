package io.weir.graph.followup;

import graphql.language.Argument;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.OperationDefinition;
import graphql.language.Type;
import graphql.parser.Parser;
import io.weir.graph.supergraph.FieldSet;
import io.weir.template.Template;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * A field of Query that is asked with values of an object, a reply or a field's own arguments. The selection is that of
 * whoever selects the field that it answers. Immutable.
 *
 * @param template {@code field(argument: {{ … }})}
 * @param field the field of Query
 * @param inputs one for each placeholder, in order
 * @param parent the fields of the object that the placeholders name; empty when they name none
 */
public record FollowUp(Template template, String field, List<Input> inputs, Optional<FieldSet> parent) {

    /** Copies the list. */
    public FollowUp {
        inputs = List.copyOf(inputs);
    }

    /**
     * A value that a placeholder stands for.
     *
     * @param variable a name for it, the same for all operations
     * @param type what is expected where it stands
     * @param place where it stands, for messages: {@code user(id:)}
     */
    @SuppressWarnings("rawtypes") // as graphql-java declares it
    public record Input(Template.Part.Placeholder placeholder, String variable, Type type, String place) {}

    /**
     * The arguments of the field of Query.
     *
     * @param variables a name for each input, in order
     */
    public List<Argument> arguments(List<String> variables) {
        return parse(template, variables).getArguments();
    }

    /** The one field that the template is, a variable standing for each placeholder. */
    static Field parse(Template template, List<String> variables) {
        StringBuilder text = new StringBuilder("{");
        Iterator<String> names = variables.iterator();
        for (Template.Part part : template.parts()) {
            text.append(part instanceof Template.Part.Text literal ? literal.text() : " $" + names.next() + " ");
        }
        Document document = Parser.parse(text.append('}').toString());
        List<Field> fields = new ArrayList<>();
        document.getDefinitionsOfType(OperationDefinition.class)
                .forEach(operation -> fields.addAll(operation.getSelectionSet().getSelectionsOfType(Field.class)));
        boolean alone = document.getDefinitions().size() == 1 && fields.size() == 1;
        if (!alone || !plain(fields.get(0))) {
            throw new IllegalArgumentException("it is not one field");
        }
        return fields.get(0);
    }

    private static boolean plain(Field field) {
        return field.getAlias() == null
                && field.getSelectionSet() == null
                && field.getDirectives().isEmpty();
    }
}
