package io.weir.graph.federation;

import graphql.language.Argument;
import graphql.language.ArrayValue;
import graphql.language.AstPrinter;
import graphql.language.Directive;
import graphql.language.Field;
import graphql.language.InlineFragment;
import graphql.language.Node;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.SourceLocation;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.parser.InvalidSyntaxException;
import io.weir.graph.sdl.Sdl;
import io.weir.graph.sdl.SdlFiles;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Parses and prints field sets; knows nothing of types. */
public final class FieldSets {

    private FieldSets() {}

    /** What {@code fields} of a directive says; Federation 1 let it be a list of texts. */
    public static String text(Directive directive) {
        Value<?> value = Sdl.argument(directive, "fields").orElse(null);
        List<?> texts =
                value instanceof ArrayValue array ? array.getValues() : value == null ? List.of() : List.of(value);
        return texts.stream()
                .filter(StringValue.class::isInstance)
                .map(text -> ((StringValue) text).getValue())
                .collect(Collectors.joining(" "));
    }

    /** The selections, empty when the text is no field set. */
    public static Optional<SelectionSet> parse(String text) {
        String inner = text.strip();
        try {
            // the brace in front stands where the quotation mark stood, so that columns can be told
            List<OperationDefinition> operations = SdlFiles.parse(
                            inner.startsWith("{") ? " " + text : "{" + text + "}", "fields")
                    .getDefinitionsOfType(OperationDefinition.class);
            return operations.size() == 1 ? Optional.of(operations.get(0).getSelectionSet()) : Optional.empty();
        } catch (InvalidSyntaxException e) {
            return Optional.empty();
        }
    }

    /** Where a node of the directive's field set stands: within the text if that is on one line. */
    public static SourceLocation place(Directive directive, Node<?> node) {
        Value<?> value = Sdl.argument(directive, "fields").orElse(null);
        SourceLocation in = node.getSourceLocation();
        if (!(value instanceof StringValue text) || in == null || !plain(text.getValue())) {
            return directive.getSourceLocation();
        }
        SourceLocation from = text.getSourceLocation();
        return new SourceLocation(from.getLine(), from.getColumn() + in.getColumn() - 1, from.getSourceName());
    }

    private static boolean plain(String text) {
        return text.chars().noneMatch(c -> c == '\n' || c == '"' || c == '\\');
    }

    /** The one text that equal field sets have: one space between words. */
    public static String print(SelectionSet selections) {
        return selections.getSelections().stream().map(FieldSets::print).collect(Collectors.joining(" "));
    }

    private static String print(Selection<?> selection) {
        if (selection instanceof Field field) {
            String arguments =
                    field.getArguments().stream().map(FieldSets::print).collect(Collectors.joining(", "));
            return field.getName()
                    + (arguments.isEmpty() ? "" : "(" + arguments + ")")
                    + (field.getSelectionSet() == null ? "" : " { " + print(field.getSelectionSet()) + " }");
        } else if (selection instanceof InlineFragment fragment) {
            String on = fragment.getTypeCondition() == null
                    ? ""
                    : "on " + fragment.getTypeCondition().getName() + " ";
            return "... " + on + "{ " + print(fragment.getSelectionSet()) + " }";
        }
        return AstPrinter.printAst(selection);
    }

    private static String print(Argument argument) {
        return argument.getName() + ": " + AstPrinter.printAst(argument.getValue());
    }
}
