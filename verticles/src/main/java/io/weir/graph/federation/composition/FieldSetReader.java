package io.weir.graph.federation.composition;

import graphql.language.AstPrinter;
import graphql.language.Directive;
import graphql.language.Field;
import graphql.language.FieldDefinition;
import graphql.language.InlineFragment;
import graphql.language.InputValueDefinition;
import graphql.language.NonNullType;
import graphql.language.ObjectTypeDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.TypeDefinition;
import io.weir.config.Problem;
import io.weir.graph.federation.FederationDirectives;
import io.weir.graph.federation.FieldSets;
import io.weir.graph.federation.Kind;
import io.weir.graph.federation.Marks;
import io.weir.graph.federation.Spelling;
import io.weir.graph.federation.SubgraphSchema;
import io.weir.graph.sdl.Sdl;
import io.weir.graph.sdl.TypeIndex;
import io.weir.graph.supergraph.FieldSet;
import java.util.List;
import java.util.Optional;

/** Reads the field sets of one subgraph's directives, and holds them against the subgraph's types. */
final class FieldSetReader {

    private static final String TYPENAME = "__typename";

    private final SubgraphIndex subgraph;
    private final List<Problem> problems;

    FieldSetReader(SubgraphIndex subgraph, List<Problem> problems) {
        this.subgraph = subgraph;
        this.problems = problems;
    }

    /** The field set of a directive, for the fields of {@code type}; empty when it added a problem. */
    Optional<FieldSet> read(Directive directive, String type) {
        String text = FieldSets.text(directive);
        Optional<SelectionSet> selections = FieldSets.parse(text);
        if (Sdl.argument(directive, "fields").isEmpty()) {
            problems.add(Sdl.problem(
                    directive, "@%s needs fields; write @%1$s(fields: \"…\")".formatted(directive.getName())));
            return Optional.empty();
        }
        if (selections.isEmpty()) {
            problems.add(Sdl.problem(
                    directive, "@%s(fields: \"%s\") is not a list of fields".formatted(directive.getName(), text)));
            return Optional.empty();
        }
        int before = problems.size();
        check(selections.get(), type, directive, false);
        return problems.size() > before
                ? Optional.empty()
                : selections.map(set -> new FieldSet(FieldSets.print(set), set));
    }

    /** @param external whether a field above is external, so that all below it are */
    private void check(SelectionSet selections, String type, Directive directive, boolean external) {
        for (Selection<?> selection : selections.getSelections()) {
            if (selection instanceof Field field) {
                check(field, type, directive, external);
            } else if (selection instanceof InlineFragment fragment) {
                check(fragment, type, directive, external);
            } else {
                problem(
                        directive,
                        selection,
                        "names a fragment, which a field set cannot have; write its fields instead");
            }
        }
    }

    private void check(InlineFragment fragment, String type, Directive directive, boolean external) {
        String on = fragment.getTypeCondition() == null
                ? type
                : fragment.getTypeCondition().getName();
        TypeDefinition<?> definition = subgraph.type(on);
        if (definition == null || !Kind.of(definition).composite()) {
            problem(
                    directive,
                    fragment,
                    "names the type \"%s\", which %s does not have".formatted(on, subgraph.name()));
            return;
        }
        check(fragment.getSelectionSet(), on, directive, external);
    }

    private void check(Field field, String type, Directive directive, boolean external) {
        if (field.getAlias() != null) {
            problem(
                    directive,
                    field,
                    "gives the field \"%s\" an alias, which a field set cannot have; remove \"%s:\""
                            .formatted(field.getName(), field.getAlias()));
            return;
        }
        if (field.getName().equals(TYPENAME)) {
            return;
        }
        FieldDefinition definition = subgraph.field(type, field.getName());
        if (definition == null) {
            String hint =
                    Spelling.hint("", field.getName(), subgraph.fields(type).keySet());
            String fix = hint.isEmpty() ? "; add it to the type" : hint;
            problem(
                    directive,
                    field,
                    "names the field \"%s\", which %s does not have%s".formatted(field.getName(), type, fix));
            return;
        }
        checkArguments(field, definition, type, directive);
        boolean externalHere = external || Marks.has(definition, FederationDirectives.EXTERNAL);
        TypeDefinition<?> result = subgraph.type(TypeIndex.bareName(definition.getType()));
        if (result != null && Kind.of(result).composite()) {
            checkComposite(field, definition, Kind.of(result), type, directive, externalHere);
        } else if (field.getSelectionSet() != null) {
            problem(
                    directive,
                    field,
                    "selects fields of %s.%s, which is %s and has none"
                            .formatted(type, field.getName(), AstPrinter.printAst(definition.getType())));
        } else if (!externalHere) {
            checkMayBeOwn(field, type, directive);
        }
    }

    private void checkComposite(
            Field field, FieldDefinition definition, Kind kind, String type, Directive directive, boolean external) {
        if (field.getSelectionSet() == null) {
            problem(
                    directive,
                    field,
                    "names %s.%s without fields of it; write %s { … }"
                            .formatted(type, field.getName(), field.getName()));
            return;
        }
        if (kind != Kind.OBJECT && directive.getName().equals(FederationDirectives.KEY)) {
            problem(
                    directive,
                    field,
                    "names %s.%s, which is %s; a key has scalars, enums and objects only"
                            .formatted(type, field.getName(), kind));
            return;
        }
        check(field.getSelectionSet(), TypeIndex.bareName(definition.getType()), directive, external);
    }

    private void checkArguments(Field field, FieldDefinition definition, String type, Directive directive) {
        if (directive.getName().equals(FederationDirectives.KEY)
                && !definition.getInputValueDefinitions().isEmpty()) {
            problem(
                    directive,
                    field,
                    "names %s.%s, which has arguments; a key has none".formatted(type, field.getName()));
            return;
        }
        field.getArguments().stream()
                .filter(argument -> definition.getInputValueDefinitions().stream()
                        .noneMatch(input -> input.getName().equals(argument.getName())))
                .forEach(argument -> problem(
                        directive,
                        field,
                        "gives %s.%s the argument \"%s\", which it does not have"
                                .formatted(type, field.getName(), argument.getName())));
        for (InputValueDefinition input : definition.getInputValueDefinitions()) {
            boolean given = field.getArguments().stream()
                    .anyMatch(argument -> argument.getName().equals(input.getName()));
            if (!given && input.getType() instanceof NonNullType && input.getDefaultValue() == null) {
                problem(
                        directive,
                        field,
                        "names %s.%s without the argument \"%s\", which is required"
                                .formatted(type, field.getName(), input.getName()));
            }
        }
    }

    /** What a subgraph has itself it need not require: more likely {@code @external} was forgotten. */
    private void checkMayBeOwn(Field field, String type, Directive directive) {
        if (directive.getName().equals(FederationDirectives.REQUIRES)
                && subgraph.schema().dialect() == SubgraphSchema.Dialect.FEDERATION_2
                && subgraph.type(type) instanceof ObjectTypeDefinition
                && !subgraph.keyField(type, field.getName())) {
            problem(
                    directive,
                    field,
                    "names %s.%s, which %s resolves itself; mark that field @external"
                            .formatted(type, field.getName(), subgraph.name()));
        }
    }

    private void problem(Directive directive, Selection<?> at, String message) {
        problems.add(Sdl.problem(FieldSets.place(directive, at), "@%s %s".formatted(directive.getName(), message)));
    }
}
