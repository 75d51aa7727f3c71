package io.weir.graph.followup;

import graphql.language.Directive;
import graphql.language.Field;
import graphql.language.OperationDefinition.Operation;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import io.weir.config.Problem;
import io.weir.graph.followup.TemplatedField.Slot;
import io.weir.graph.sdl.Sdl;
import io.weir.template.Template;
import io.weir.template.Template.Part.Placeholder;
import io.weir.template.Template.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Reads the template of one follow-up and holds it against the schema; says what is wrong at its directive. */
public final class FollowUpCheck {

    private final GraphQLSchema schema;
    private final BiPredicate<String, String> resolved;
    private final Directive directive;
    private final List<Problem> problems;

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
        TemplatedField templated = new TemplatedField(answering, asked);
        Optional<String> wrong = templated.wrong(schema, Operation.QUERY);
        if (wrong.isPresent()) {
            problem(wrong.get());
            return null;
        }
        Map<String, Slot> expected = templated.slots();
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
            Slot where = expected.get(variables.get(i));
            if (where != null) {
                new PlaceholderCheck(schema, resolved)
                        .wrong(type, answered, placeholder, where.type())
                        .ifPresent(this::problem);
                inputs.add(new FollowUp.Input(
                        placeholder,
                        String.join("_", where.path()) + (isRepeated(expected, variables.get(i)) ? "_" + i : ""),
                        Parser.parseType(GraphQLTypeUtil.simplePrint(where.type())),
                        where.place()));
            }
        }
        return new FollowUp(template, asked.getName(), inputs, ParentFields.of(template.placeholders()));
    }

    /** Whether another variable stands at a place of the same name, as in a list. */
    private static boolean isRepeated(Map<String, Slot> expected, String variable) {
        Slot where = expected.get(variable);
        return where != null
                && expected.values().stream()
                                .filter(other -> other.path().equals(where.path()))
                                .count()
                        > 1;
    }

    private void problem(String message) {
        String source = Sdl.text(directive, "query").orElse("");
        problems.add(Sdl.problem(directive, "@%s(query: \"%s\"): %s".formatted(directive.getName(), source, message)));
    }
}
