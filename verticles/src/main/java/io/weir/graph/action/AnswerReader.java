package io.weir.graph.action;

import graphql.language.AstPrinter;
import graphql.language.Directive;
import graphql.language.FieldDefinition;
import graphql.language.ObjectTypeDefinition;
import io.weir.config.Problem;
import io.weir.graph.sdl.Sdl;
import io.weir.graph.sdl.TypeIndex;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what the field of an action returns: a payload, or the state of an operation. */
final class AnswerReader {

    static final String ACTION_ID = "actionId";

    private static final String OPERATION = ActionAnswer.Operation.TYPE;

    private final TypeIndex types;
    private final List<Problem> problems;

    AnswerReader(TypeIndex types, List<Problem> problems) {
        this.types = types;
        this.problems = problems;
    }

    Optional<ActionAnswer> read(FieldDefinition field, Directive action, ActionMode mode) {
        return operation(field)
                ? operation(field, action).map(answer -> (ActionAnswer) answer)
                : payload(field, action, mode).map(answer -> (ActionAnswer) answer);
    }

    static boolean operation(FieldDefinition field) {
        return TypeIndex.bareName(field.getType()).equals(OPERATION);
    }

    private Optional<ActionAnswer.Operation> operation(FieldDefinition field, Directive action) {
        String type = AstPrinter.printAst(field.getType());
        if (!type.equals(OPERATION + "!")) {
            problems.add(Sdl.problem(
                    field.getType(),
                    "@action answers an operation as %s!; \"%s\" is %s".formatted(OPERATION, field.getName(), type)));
            return Optional.empty();
        }
        Optional<String> completed = Sdl.text(action, "completed");
        if (completed.isPresent() && !implementsOperation(completed.get())) {
            problems.add(Sdl.problem(
                    action,
                    "@action(completed: \"%s\") must name an object type that implements %s"
                            .formatted(completed.get(), OPERATION)));
            return Optional.empty();
        }
        return Optional.of(new ActionAnswer.Operation(completed));
    }

    private boolean implementsOperation(String type) {
        return types.definitions(type).stream()
                .filter(ObjectTypeDefinition.class::isInstance)
                .flatMap(object -> ((ObjectTypeDefinition) object).getImplements().stream())
                .anyMatch(name -> TypeIndex.bareName(name).equals(OPERATION));
    }

    private Optional<ActionAnswer.Payload> payload(FieldDefinition field, Directive action, ActionMode mode) {
        String type = TypeIndex.bareName(field.getType());
        if (TypeIndex.list(field.getType()) || !types.composite(type)) {
            problems.add(Sdl.problem(
                    action,
                    "@action needs a field whose type is an object, interface or union, since one JSON object comes back,"
                            + " or %s!; \"%s\" is %s"
                                    .formatted(OPERATION, field.getName(), AstPrinter.printAst(field.getType()))));
            return Optional.empty();
        }
        if (Sdl.text(action, "completed").isPresent()) {
            problems.add(Sdl.problem(
                    action, "@action(completed:) needs a field of type %s!; leave it out".formatted(OPERATION)));
        }
        Set<String> lacking = new HashSet<>(types.possible(type));
        lacking.removeIf(possible -> types.field(possible, ACTION_ID)
                .filter(id -> AstPrinter.printAst(id.getType()).equals("ID!"))
                .isPresent());
        if (mode != ActionMode.SYNC && !lacking.isEmpty()) {
            problems.add(Sdl.problem(
                    action,
                    "@action(mode: %s) needs \"%s: ID!\" in %s, by which the client asks for the result"
                            .formatted(
                                    mode,
                                    ACTION_ID,
                                    String.join(", ", lacking.stream().sorted().toList()))));
        }
        boolean only = types.possible(type).equals(Set.of(type))
                && Sdl.text(action, "query").isEmpty();
        return Optional.of(new ActionAnswer.Payload(lacking.isEmpty(), only ? Optional.of(type) : Optional.empty()));
    }
}
