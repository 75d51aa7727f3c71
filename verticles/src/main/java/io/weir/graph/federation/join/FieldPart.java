package io.weir.graph.federation.join;

import graphql.language.Argument;
import graphql.language.Directive;
import graphql.language.DirectivesContainer;
import graphql.language.FieldDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.SourceLocation;
import graphql.language.StringValue;
import graphql.language.Type;
import graphql.parser.Parser;
import io.weir.graph.federation.FederationDirectives;
import io.weir.graph.sdl.Sdl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One graph's part of the fields of a type ({@code @join__field}). A field without the directive is in every graph that
 * has the type; one with it is in the graphs it names; one that names none comes from an interface object, so no graph
 * has it on this type.
 */
final class FieldPart {

    private final JoinGraph graph;
    private final JoinNames join;
    private final CarriedDirectives carried;

    FieldPart(JoinGraph graph, JoinNames join, CarriedDirectives carried) {
        this.graph = graph;
        this.join = join;
        this.carried = carried;
    }

    /** The fields that the graph has, external ones included. */
    List<FieldDefinition> of(List<FieldDefinition> fields) {
        return fields.stream().flatMap(field -> output(field).stream()).toList();
    }

    /** The fields of an input object that the graph has. */
    List<InputValueDefinition> ofInput(List<InputValueDefinition> fields) {
        return fields.stream().flatMap(field -> input(field).stream()).toList();
    }

    private Optional<FieldDefinition> output(FieldDefinition field) {
        List<InputValueDefinition> arguments = field.getInputValueDefinitions().stream()
                .map(argument -> argument.transform(part -> part.directives(carried.of(argument))))
                .toList();
        FieldDefinition everywhere =
                field.transform(part -> part.directives(carried.of(field)).inputValueDefinitions(arguments));
        if (!field.hasDirective(join.field())) {
            return Optional.of(everywhere);
        }
        return here(field)
                .map(applied -> everywhere.transform(part -> part.type(type(applied, field.getType()))
                        .directives(Stream.concat(carried.of(field).stream(), said(applied).stream())
                                .toList())));
    }

    private Optional<InputValueDefinition> input(InputValueDefinition field) {
        InputValueDefinition everywhere = field.transform(part -> part.directives(carried.of(field)));
        if (!field.hasDirective(join.field())) {
            return Optional.of(everywhere);
        }
        return here(field).map(applied -> everywhere.transform(part -> part.type(type(applied, field.getType()))));
    }

    private Optional<Directive> here(DirectivesContainer<?> field) {
        return Sdl.directives(field, join.field()).stream().filter(graph::named).findFirst();
    }

    /** What the graph's own schema said of the field. What overrode a field elsewhere is settled: the other lost it. */
    private static List<Directive> said(Directive applied) {
        List<Directive> said = new ArrayList<>();
        SourceLocation at = applied.getSourceLocation();
        if (Sdl.flag(applied, "external") || Sdl.flag(applied, "usedOverridden")) {
            said.add(Directive.newDirective()
                    .name(FederationDirectives.EXTERNAL)
                    .sourceLocation(at)
                    .build());
        }
        for (String name : List.of(FederationDirectives.REQUIRES, FederationDirectives.PROVIDES)) {
            Sdl.text(applied, name)
                    .map(fields -> new Argument("fields", StringValue.of(fields)))
                    .ifPresent(fields -> said.add(Directive.newDirective()
                            .name(name)
                            .argument(fields)
                            .sourceLocation(at)
                            .build()));
        }
        return said;
    }

    /** The field's type in this graph; the merged one where the supergraph does not say. What does not parse was refused. */
    @SuppressWarnings("rawtypes") // as graphql-java declares it
    private static Type type(Directive applied, Type merged) {
        return Sdl.text(applied, "type")
                .map(Parser::parseType)
                .map(Type.class::cast)
                .orElse(merged);
    }
}
