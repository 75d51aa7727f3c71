package io.weir.graph.followup;

import graphql.GraphQLError;
import graphql.language.Argument;
import graphql.language.ArrayValue;
import graphql.language.Directive;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.ObjectField;
import graphql.language.ObjectValue;
import graphql.language.OperationDefinition;
import graphql.language.OperationDefinition.Operation;
import graphql.language.SelectionSet;
import graphql.language.Value;
import graphql.language.VariableDefinition;
import graphql.language.VariableReference;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import graphql.validation.Validator;
import io.weir.config.Problem;
import io.weir.graph.sdl.Sdl;
import io.weir.template.Template;
import io.weir.template.Template.Part.Placeholder;
import io.weir.template.Template.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Reads the template of one follow-up and holds it against the schema; says what is wrong at its directive. */
public final class FollowUpCheck {

    private final GraphQLSchema schema;
    private final BiPredicate<String, String> resolved;
    private final Directive directive;
    private final List<Problem> problems;
    /** The type that is expected where each variable stands, and that place in words. */
    private final Map<String, Expected> expected = new TreeMap<>();

    private record Expected(GraphQLInputType type, String place, List<String> path) {}

    /**
     * Checks what a directive says.
     *
     * @param resolved whether a field of a type, both by name, is one that a follow-up answers
     */
    public FollowUpCheck(
            GraphQLSchema schema, BiPredicate<String, String> resolved, Directive directive, List<Problem> problems) {
        this.schema = schema;
        this.resolved = resolved;
        this.directive = directive;
        this.problems = problems;
    }

    /**
     * Reads the template of a field.
     *
     * @param scopes those that it may name
     * @return empty when there are problems
     */
    public Optional<FollowUp> read(String type, String field, String source, Set<Scope> scopes) {
        int before = problems.size();
        try {
            Template template = Template.parse(source, scopes);
            List<String> variables = new ArrayList<>();
            template.placeholders().forEach(placeholder -> variables.add("p" + variables.size()));
            Field asked = FollowUp.parse(template, variables);
            FollowUp followUp = check(type, field, template, asked, variables);
            return problems.size() > before || followUp == null ? Optional.empty() : Optional.of(followUp);
        } catch (InvalidSyntaxException e) {
            problem("it is not a field of Query with its arguments, such as user(id: {{ %s.userId }})"
                    .formatted(scopes.contains(Scope.PARENT) ? "parent" : "response"));
        } catch (IllegalArgumentException e) {
            problem(String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    private @Nullable FollowUp check(
            String type, String field, Template template, Field asked, List<String> variables) {
        GraphQLFieldDefinition answering = schema.getQueryType().getFieldDefinition(asked.getName());
        if (answering == null) {
            problem("Query has no field \"%s\"".formatted(asked.getName()));
            return null;
        }
        asked.getArguments().forEach(argument -> expect(answering, argument));
        int before = problems.size();
        validate(answering, asked);
        if (problems.size() > before) {
            return null;
        }
        if (!expected.keySet().equals(Set.copyOf(variables))) {
            problem("a placeholder stands for a whole value; write it without quotes");
            return null;
        }
        GraphQLFieldDefinition answered = schema.getObjectType(type).getFieldDefinition(field);
        new FollowUpTypes(schema)
                .mismatch(answered.getType(), answering.getType())
                .ifPresent(this::problem);
        List<FollowUp.Input> inputs = new ArrayList<>();
        for (int i = 0; i < variables.size(); i++) {
            Placeholder placeholder = template.placeholders().get(i);
            Expected where = expected.get(variables.get(i));
            if (where != null) {
                new PlaceholderCheck(schema, resolved)
                        .wrong(type, answered, placeholder, where.type())
                        .ifPresent(this::problem);
                inputs.add(new FollowUp.Input(
                        placeholder,
                        String.join("_", where.path()) + (isRepeated(variables.get(i)) ? "_" + i : ""),
                        Parser.parseType(GraphQLTypeUtil.simplePrint(where.type())),
                        where.place()));
            }
        }
        return new FollowUp(template, asked.getName(), inputs, ParentFields.of(template.placeholders()));
    }

    /** Whether another variable stands at a place of the same name, as in a list. */
    private boolean isRepeated(String variable) {
        Expected where = expected.get(variable);
        return where != null
                && expected.values().stream()
                                .filter(other -> other.path().equals(where.path()))
                                .count()
                        > 1;
    }

    private void expect(GraphQLFieldDefinition field, Argument argument) {
        GraphQLArgument definition = field.getArgument(argument.getName());
        if (definition != null) {
            List<String> path = List.of(field.getName(), argument.getName());
            expect(
                    definition.getType(),
                    argument.getValue(),
                    path,
                    "%s(%s:)".formatted(field.getName(), argument.getName()));
        }
    }

    private void expect(GraphQLType type, Value<?> value, List<String> path, String place) {
        GraphQLType nullable = GraphQLTypeUtil.unwrapNonNull(type);
        if (value instanceof VariableReference variable) {
            expected.put(variable.getName(), new Expected((GraphQLInputType) type, place, path));
        } else if (value instanceof ArrayValue list && GraphQLTypeUtil.isList(nullable)) {
            list.getValues().forEach(element -> expect(GraphQLTypeUtil.unwrapOne(nullable), element, path, place));
        } else if (value instanceof ObjectValue object && nullable instanceof GraphQLInputObjectType input) {
            for (ObjectField field : object.getObjectFields()) {
                if (input.getField(field.getName()) != null) {
                    List<String> longer = new ArrayList<>(path);
                    longer.add(field.getName());
                    expect(input.getField(field.getName()).getType(), field.getValue(), longer, place);
                }
            }
        }
    }

    /** All that GraphQL itself demands of the field and its arguments. */
    private void validate(GraphQLFieldDefinition answering, Field asked) {
        boolean leaf = GraphQLTypeUtil.isLeaf(GraphQLTypeUtil.unwrapAll(answering.getType()));
        Field selected = leaf
                ? asked
                : asked.transform(f -> f.selectionSet(SelectionSet.newSelectionSet()
                        .selection(Field.newField("__typename").build())
                        .build()));
        OperationDefinition.Builder operation = OperationDefinition.newOperationDefinition()
                .operation(Operation.QUERY)
                .selectionSet(SelectionSet.newSelectionSet().selection(selected).build());
        expected.forEach((name, where) -> operation.variableDefinition(VariableDefinition.newVariableDefinition()
                .name(name)
                .type(Parser.parseType(GraphQLTypeUtil.simplePrint(where.type())))
                .build()));
        Document document = Document.newDocument().definition(operation.build()).build();
        List<? extends GraphQLError> errors = new Validator().validateDocument(schema, document, Locale.ENGLISH);
        if (!errors.isEmpty()) {
            problem(String.valueOf(errors.get(0).getMessage()));
        }
    }

    private void problem(String message) {
        String source = Sdl.text(directive, "query").orElse("");
        problems.add(Sdl.problem(directive, "@%s(query: \"%s\"): %s".formatted(directive.getName(), source, message)));
    }
}
