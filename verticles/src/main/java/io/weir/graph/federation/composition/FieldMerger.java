package io.weir.graph.federation.composition;

import graphql.language.AstPrinter;
import graphql.language.FieldDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.Type;
import io.weir.config.Problem;
import io.weir.graph.federation.Marks;
import io.weir.graph.federation.Places;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes one field of what subgraphs say of it. */
@SuppressWarnings("rawtypes") // as graphql-java declares it
final class FieldMerger {

    private final SuperTypes superTypes;
    private final List<Problem> problems;

    FieldMerger(SuperTypes superTypes, List<Problem> problems) {
        this.superTypes = superTypes;
        this.problems = problems;
    }

    /** The field of a result type. What only names a field that others own has no say in its type. */
    FieldDefinition merge(String type, List<FieldPart> all) {
        List<FieldPart> owners = all.stream().filter(part -> !part.external()).toList();
        List<FieldPart> parts = stubsLast(owners.isEmpty() ? all : owners);
        FieldDefinition first = parts.get(0).definition();
        if (parts.size() == 1) {
            return first.transform(field ->
                    field.directives(Marks.kept(List.of(first))).inputValueDefinitions(arguments(type, parts)));
        }
        List<FieldDefinition> definitions =
                parts.stream().map(FieldPart::definition).toList();
        return first.transform(field -> field.type(resultType(type, parts))
                .description(Marks.description(definitions))
                .directives(Marks.kept(definitions))
                .inputValueDefinitions(arguments(type, parts)));
    }

    private static List<FieldPart> stubsLast(List<FieldPart> parts) {
        return parts.size() == 1
                ? parts
                : Stream.concat(
                                parts.stream().filter(part -> !saysNothing(part)),
                                parts.stream().filter(FieldMerger::saysNothing))
                        .toList();
    }

    private Type resultType(String type, List<FieldPart> parts) {
        Type merged = parts.get(0).definition().getType();
        for (FieldPart part : parts.subList(1, parts.size())) {
            Optional<Type> wider = superTypes.output(merged, part.definition().getType());
            if (wider.isEmpty()) {
                FieldPart first = parts.get(0);
                problems.add(Places.problem(
                        List.of(first.definition(), part.definition()),
                        "%s.%s is %s in %s and %s in %s; give both one type"
                                .formatted(
                                        type,
                                        first.definition().getName(),
                                        AstPrinter.printAst(first.definition().getType()),
                                        first.index().name(),
                                        AstPrinter.printAst(part.definition().getType()),
                                        part.index().name())));
                return merged;
            }
            merged = saysNothing(part) ? merged : wider.get();
        }
        return merged;
    }

    /** An event's key is never null, whatever a stub says of its type; that is no reason to widen the owner's. */
    private static boolean saysNothing(FieldPart part) {
        return part.index().local() && part.index().keyField(part.type(), part.name());
    }

    private List<InputValueDefinition> arguments(String type, List<FieldPart> parts) {
        Map<String, InputMerger.Parts> byName = new LinkedHashMap<>();
        for (FieldPart part : parts) {
            for (InputValueDefinition argument : part.definition().getInputValueDefinitions()) {
                byName.computeIfAbsent(argument.getName(), n -> new InputMerger.Parts())
                        .add(part.index(), argument);
            }
        }
        if (byName.isEmpty()) {
            return List.of();
        }
        String field = type + "." + parts.get(0).definition().getName();
        return new InputMerger(problems)
                .merge(
                        byName,
                        parts.size(),
                        name -> "the argument " + field + "(" + name + ":)",
                        parts.stream().map(FieldPart::definition).toList());
    }
}
