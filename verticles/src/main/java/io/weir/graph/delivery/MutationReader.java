package io.weir.graph.delivery;

import graphql.language.Argument;
import graphql.language.ArrayValue;
import graphql.language.AstPrinter;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.ObjectValue;
import graphql.language.OperationDefinition;
import graphql.language.OperationDefinition.Operation;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.language.VariableReference;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import io.weir.graph.delivery.TemplatedMutation.Variable;
import io.weir.graph.followup.TemplatedField;
import io.weir.graph.followup.TemplatedField.Slot;
import io.weir.template.Template;
import io.weir.template.Template.Part;
import io.weir.template.Template.Part.Placeholder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a field of Mutation with templates in its arguments, and holds it against what clients see. */
final class MutationReader {

    private static final String FORM =
            "it is not one field of Mutation with its arguments, such as updateOrder(id: {{ event.id }}, input: {state: PAID})";

    /** Private use characters enclose a placeholder's number while the text is parsed as GraphQL. */
    private static final Pattern MARK = Pattern.compile("\uE000([0-9]+)\uE001");

    private final GraphQLSchema schema;
    private final DeliveryPlaceholders placeholders;
    private final Complaints complaints;

    MutationReader(GraphQLSchema schema, DeliveryPlaceholders placeholders, Complaints complaints) {
        this.schema = schema;
        this.placeholders = placeholders;
        this.complaints = complaints;
    }

    /** The mutation of a key; empty with problems. */
    Optional<TemplatedMutation> read(String key, Template template) {
        try {
            return new Reading(key, template).read();
        } catch (InvalidSyntaxException e) {
            return refuse(key, template, FORM);
        }
    }

    private Optional<TemplatedMutation> refuse(String key, Template template, String message) {
        complaints.about(key, "\"%s\": %s".formatted(template.source(), message));
        return Optional.empty();
    }

    /** The reading of one template. */
    private final class Reading {

        private final String key;
        private final Template template;
        /** What each variable is made of. */
        private final Map<String, List<Part>> parts = new LinkedHashMap<>();
        /** Those that stand within a string. */
        private final Set<String> texts = new HashSet<>();

        Reading(String key, Template template) {
            this.key = key;
            this.template = template;
        }

        Optional<TemplatedMutation> read() {
            Document document = Parser.parse(marked());
            List<OperationDefinition> operations = document.getDefinitionsOfType(OperationDefinition.class);
            List<Field> fields = operations.isEmpty()
                    ? List.of()
                    : operations.get(0).getSelectionSet().getSelectionsOfType(Field.class);
            boolean alone = document.getDefinitions().size() == 1
                    && fields.size() == 1
                    && operations.get(0).getSelectionSet().getSelections().size() == 1;
            if (!alone
                    || fields.get(0).getAlias() != null
                    || !fields.get(0).getDirectives().isEmpty()) {
                return refuse(FORM);
            }
            Field field = fields.get(0)
                    .transform(f -> f.arguments(fields.get(0).getArguments().stream()
                            .map(this::withVariables)
                            .toList()));
            GraphQLObjectType mutations = schema.getMutationType();
            GraphQLFieldDefinition definition =
                    mutations == null ? null : mutations.getFieldDefinition(field.getName());
            return definition == null
                    ? refuse("Mutation has no field \"%s\"".formatted(field.getName()))
                    : read(new TemplatedField(definition, field), field.getName());
        }

        private Optional<TemplatedMutation> read(TemplatedField field, String name) {
            Optional<String> wrong = field.wrong(schema, Operation.MUTATION);
            if (wrong.isPresent()) {
                return refuse(wrong.get());
            }
            if (!field.slots().keySet().equals(parts.keySet())) {
                return refuse("placeholders stand for values of its arguments, and there are no variables");
            }
            List<Variable> variables = new ArrayList<>();
            for (Map.Entry<String, Slot> slot : field.slots().entrySet()) {
                List<Part> value = parts.getOrDefault(slot.getKey(), List.of());
                boolean text = texts.contains(slot.getKey());
                Optional<String> misfit = misfit(value, text, slot.getValue());
                if (misfit.isPresent()) {
                    return refuse(misfit.get());
                }
                variables.add(new Variable(
                        slot.getKey(),
                        text,
                        value,
                        GraphQLTypeUtil.isNonNull(slot.getValue().type()),
                        slot.getValue().place()));
            }
            return Optional.of(new TemplatedMutation(
                    name, AstPrinter.printAstCompact(field.document(Operation.MUTATION)), variables));
        }

        private Optional<String> misfit(List<Part> value, boolean text, Slot slot) {
            return value.stream()
                    .filter(Placeholder.class::isInstance)
                    .flatMap(part -> placeholders.wrong((Placeholder) part, text ? null : slot.type()).stream())
                    .findFirst();
        }

        private Optional<TemplatedMutation> refuse(String message) {
            return MutationReader.this.refuse(key, template, message);
        }

        /** GraphQL with a variable for each placeholder that stands alone, and a mark for each within a string. */
        private String marked() {
            StringBuilder text = new StringBuilder("mutation {");
            boolean inString = false;
            int number = 0;
            for (Part part : template.parts()) {
                if (part instanceof Part.Text literal) {
                    text.append(literal.text());
                    inString = Template.endsInString(literal.text(), inString);
                } else if (inString) {
                    text.append('\uE000').append(number++).append('\uE001');
                } else {
                    parts.put("p" + number, List.of(part));
                    text.append(" $p").append(number++).append(' ');
                }
            }
            return text.append('}').toString();
        }

        private Argument withVariables(Argument argument) {
            return argument.transform(a -> a.value(withVariables(argument.getValue())));
        }

        private Value<?> withVariables(Value<?> value) {
            if (value instanceof StringValue text
                    && MARK.matcher(String.valueOf(text.getValue())).find()) {
                return variable(String.valueOf(text.getValue()));
            } else if (value instanceof ArrayValue list) {
                return list.transform(l -> l.values(new ArrayList<>(
                        list.getValues().stream().map(this::item).toList())));
            } else if (value instanceof ObjectValue object) {
                return object.transform(o -> o.objectFields(object.getObjectFields().stream()
                        .map(field -> field.transform(f -> f.value(withVariables(field.getValue()))))
                        .toList()));
            }
            return value;
        }

        @SuppressWarnings("rawtypes") // as graphql-java declares it
        private Value item(Value value) {
            return withVariables(value);
        }

        private VariableReference variable(String text) {
            List<Placeholder> all = template.placeholders();
            List<Part> value = new ArrayList<>();
            Matcher mark = MARK.matcher(text);
            String name = "";
            int end = 0;
            while (mark.find()) {
                name = name.isEmpty() ? "p" + mark.group(1) : name;
                addText(value, text.substring(end, mark.start()));
                value.add(all.get(Integer.parseInt(mark.group(1))));
                end = mark.end();
            }
            addText(value, text.substring(end));
            parts.put(name, value);
            texts.add(name);
            return new VariableReference(name);
        }

        private static void addText(List<Part> value, String text) {
            if (!text.isEmpty()) {
                value.add(new Part.Text(text));
            }
        }
    }
}
