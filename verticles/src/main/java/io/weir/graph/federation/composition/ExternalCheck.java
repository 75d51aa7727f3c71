package io.weir.graph.federation.composition;

import graphql.language.AstPrinter;
import graphql.language.FieldDefinition;
import graphql.language.TypeDefinition;
import io.weir.config.Problem;
import io.weir.graph.federation.Fields;
import io.weir.graph.federation.Places;
import io.weir.graph.sdl.TypeIndex;
import java.util.List;
import java.util.Map;

/** Finds external fields that nobody owns, or that their owner calls something else. */
final class ExternalCheck {

    private final Map<String, TypeDefinition<?>> merged;
    private final Ownership ownership;
    private final SuperTypes superTypes;
    private final List<Problem> problems;

    ExternalCheck(
            Map<String, TypeDefinition<?>> merged, Ownership ownership, SuperTypes superTypes, List<Problem> problems) {
        this.merged = merged;
        this.ownership = ownership;
        this.superTypes = superTypes;
        this.problems = problems;
    }

    /** @param parts one field as its subgraphs declare it */
    void check(List<FieldPart> parts) {
        List<FieldPart> externals = parts.stream().filter(this::matters).toList();
        if (externals.isEmpty()) {
            return;
        }
        List<FieldPart> owners = parts.stream().filter(part -> !part.external()).toList();
        if (!owners.isEmpty()) {
            externals.forEach(external -> checkType(external, owners));
        } else if (!inherited(externals.get(0))) {
            FieldPart first = externals.get(0);
            problems.add(Places.problem(
                    externals.stream().map(FieldPart::definition).toList(),
                    "%s.%s is @external in %s, and no subgraph owns it; %s"
                            .formatted(
                                    first.type(),
                                    first.name(),
                                    first.index().name(),
                                    first.index().local()
                                            ? "remove @external if events carry it"
                                            : "declare it in the subgraph that resolves it, or remove it here")));
        }
    }

    /** Federation 1 let external fields lie about that nothing uses. */
    private boolean matters(FieldPart part) {
        return switch (part.index().schema().dialect()) {
            case COMPOSED -> false;
            case FEDERATION_1 -> part.external() && part.index().used(part.type(), part.name());
            case FEDERATION_2, LOCAL, STORE -> part.external();
        };
    }

    private void checkType(FieldPart external, List<FieldPart> owners) {
        FieldDefinition owner = owners.get(0).definition();
        if (superTypes.output(owner.getType(), external.definition().getType()).isEmpty()) {
            problems.add(Places.problem(
                    List.of(external.definition(), owner),
                    "%s.%s is %s here, and %s in %s, which owns it; give both one type"
                            .formatted(
                                    external.type(),
                                    external.name(),
                                    AstPrinter.printAst(external.definition().getType()),
                                    AstPrinter.printAst(owner.getType()),
                                    owners.get(0).index().name())));
        }
    }

    /** Whether an interface object gives the field to the type. */
    private boolean inherited(FieldPart part) {
        return Fields.interfaces(merged.get(part.type())).stream()
                .map(TypeIndex::bareName)
                .flatMap(name -> ownership.fields(name).getOrDefault(part.name(), List.of()).stream())
                .anyMatch(owner -> !owner.external() && owner.index().interfaceObject(owner.type()));
    }
}
