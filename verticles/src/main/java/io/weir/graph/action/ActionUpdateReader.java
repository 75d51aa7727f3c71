package io.weir.graph.action;

import graphql.language.AstPrinter;
import graphql.language.Directive;
import graphql.language.FieldDefinition;
import io.weir.config.Problem;
import io.weir.graph.sdl.Sdl;
import io.weir.graph.sdl.TypeIndex;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks fields with {@code @actionUpdate}. */
public final class ActionUpdateReader {

    /** The directive's name. */
    public static final String DIRECTIVE = "actionUpdate";

    private final TypeIndex types;
    private final List<Problem> problems;

    /** Checks the fields of a schema with these types. */
    public ActionUpdateReader(TypeIndex types, List<Problem> problems) {
        this.types = types;
        this.problems = problems;
    }

    /** The name of the argument that names the action; a problem where there is not just that. */
    public String argument(FieldDefinition field, Directive directive) {
        String arguments = field.getInputValueDefinitions().stream()
                .map(input -> input.getName() + ": " + AstPrinter.printAst(input.getType()))
                .reduce("", (one, other) -> one.isEmpty() ? other : one + ", " + other);
        if (!arguments.equals(AnswerReader.ACTION_ID + ": ID!")) {
            problems.add(Sdl.problem(
                    directive,
                    "@actionUpdate needs exactly the argument (%s: ID!); \"%s\" has %s"
                            .formatted(
                                    AnswerReader.ACTION_ID,
                                    field.getName(),
                                    arguments.isEmpty() ? "none" : "(" + arguments + ")")));
        }
        checkType(field, directive);
        return AnswerReader.ACTION_ID;
    }

    private void checkType(FieldDefinition field, Directive directive) {
        Set<String> possible = new HashSet<>(types.possible(TypeIndex.bareName(field.getType())));
        possible.retainAll(payloads());
        if (possible.isEmpty() || TypeIndex.list(field.getType())) {
            problems.add(Sdl.problem(
                    directive,
                    "@actionUpdate gives the result of an action, so \"%s\" needs the type of a field with @action that"
                                    .formatted(field.getName())
                            + " has \"%s: ID!\", or an interface or union of such; it is %s"
                                    .formatted(AnswerReader.ACTION_ID, AstPrinter.printAst(field.getType()))));
        }
    }

    /** The types that the payloads of actions can have. */
    private Set<String> payloads() {
        Set<String> payloads = new HashSet<>();
        for (FieldDefinition field : types.fields(types.rootName("mutation"))) {
            if (Sdl.directive(field, ActionReader.DIRECTIVE).isPresent() && !AnswerReader.operation(field)) {
                payloads.addAll(types.possible(TypeIndex.bareName(field.getType())));
            }
        }
        payloads.removeIf(type -> types.field(type, AnswerReader.ACTION_ID).isEmpty());
        return payloads;
    }
}
