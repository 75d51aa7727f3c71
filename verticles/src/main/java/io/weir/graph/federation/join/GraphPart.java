package io.weir.graph.federation.join;

import graphql.language.Argument;
import graphql.language.BooleanValue;
import graphql.language.Directive;
import graphql.language.DirectivesContainer;
import graphql.language.EnumTypeDefinition;
import graphql.language.EnumValueDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.language.ScalarTypeDefinition;
import graphql.language.SourceLocation;
import graphql.language.StringValue;
import graphql.language.Type;
import graphql.language.TypeDefinition;
import graphql.language.TypeName;
import graphql.language.UnionTypeDefinition;
import io.weir.graph.federation.FederationDirectives;
import io.weir.graph.sdl.Sdl;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** One graph's part of a supergraph: of each type what that graph itself declares. */
final class GraphPart {

    private final JoinGraph graph;
    private final JoinNames join;
    private final CarriedDirectives carried;
    private final FieldPart fields;

    GraphPart(JoinGraph graph, JoinNames join, CarriedDirectives carried) {
        this.graph = graph;
        this.join = join;
        this.carried = carried;
        this.fields = new FieldPart(graph, join, carried);
    }

    /** The type as the graph declares it; empty when it does not, or when nothing is left of it there. */
    Optional<TypeDefinition<?>> of(TypeDefinition<?> type) {
        if (applied(type, join.type()).isEmpty()) {
            return Optional.empty();
        }
        if (type instanceof ObjectTypeDefinition object) {
            return object(object);
        }
        if (type instanceof InterfaceTypeDefinition abstractType) {
            return interfaceObject(abstractType) ? standIn(abstractType) : abstractType(abstractType);
        }
        if (type instanceof UnionTypeDefinition union) {
            return union(union);
        }
        if (type instanceof EnumTypeDefinition enumeration) {
            return enumeration(enumeration);
        }
        if (type instanceof InputObjectTypeDefinition input) {
            return input(input);
        }
        return Optional.of(((ScalarTypeDefinition) type).transform(scalar -> scalar.directives(carried.of(type))));
    }

    private Optional<TypeDefinition<?>> object(ObjectTypeDefinition type) {
        ObjectTypeDefinition part = type.transform(object -> object.directives(entity(type))
                .implementz(implemented(type))
                .fieldDefinitions(fields.of(type.getFieldDefinitions())));
        return part.getFieldDefinitions().isEmpty() ? Optional.empty() : Optional.of(part);
    }

    private Optional<TypeDefinition<?>> abstractType(InterfaceTypeDefinition type) {
        InterfaceTypeDefinition part = type.transform(abstractType -> abstractType
                .directives(entity(type))
                .implementz(implemented(type))
                .definitions(fields.of(type.getFieldDefinitions())));
        return part.getFieldDefinitions().isEmpty() ? Optional.empty() : Optional.of(part);
    }

    /** The object type that stands in for an interface. */
    private Optional<TypeDefinition<?>> standIn(InterfaceTypeDefinition type) {
        List<Directive> directives = entity(type);
        directives.add(directive(FederationDirectives.INTERFACE_OBJECT, type.getSourceLocation()));
        return Optional.of(ObjectTypeDefinition.newObjectTypeDefinition()
                .name(type.getName())
                .description(type.getDescription())
                .sourceLocation(type.getSourceLocation())
                .comments(type.getComments())
                .directives(directives)
                .fieldDefinitions(fields.of(type.getFieldDefinitions()))
                .build());
    }

    private boolean interfaceObject(InterfaceTypeDefinition type) {
        return applied(type, join.type()).stream().anyMatch(applied -> Sdl.flag(applied, "isInterfaceObject"));
    }

    private Optional<TypeDefinition<?>> union(UnionTypeDefinition type) {
        if (!type.hasDirective(join.member())) {
            return Optional.of(type.transform(union -> union.directives(carried.of(type))));
        }
        List<Type> members = new ArrayList<>();
        for (Directive member : applied(type, join.member())) {
            members.add(named(member, "member"));
        }
        return members.isEmpty()
                ? Optional.empty()
                : Optional.of(type.transform(
                        union -> union.directives(carried.of(type)).memberTypes(members)));
    }

    private Optional<TypeDefinition<?>> enumeration(EnumTypeDefinition type) {
        List<EnumValueDefinition> values = type.getEnumValueDefinitions().stream()
                .filter(value -> !value.hasDirective(join.value())
                        || !applied(value, join.value()).isEmpty())
                .map(value -> value.transform(part -> part.directives(carried.of(value))))
                .toList();
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(type.transform(
                        enumeration -> enumeration.directives(carried.of(type)).enumValueDefinitions(values)));
    }

    private Optional<TypeDefinition<?>> input(InputObjectTypeDefinition type) {
        InputObjectTypeDefinition part = type.transform(input -> input.directives(carried.of(type))
                .inputValueDefinitions(fields.ofInput(type.getInputValueDefinitions())));
        return part.getInputValueDefinitions().isEmpty() ? Optional.empty() : Optional.of(part);
    }

    /** What the type carries, and its keys in this graph. */
    private List<Directive> entity(DirectivesContainer<?> type) {
        List<Directive> directives = new ArrayList<>(carried.of(type));
        for (Directive applied : applied(type, join.type())) {
            Sdl.text(applied, "key").ifPresent(fields -> directives.add(key(applied, fields)));
        }
        return directives;
    }

    private static Directive key(Directive applied, String fields) {
        Directive key = directive(
                FederationDirectives.KEY, applied.getSourceLocation(), new Argument("fields", StringValue.of(fields)));
        boolean resolvable = Sdl.argument(applied, "resolvable").isEmpty() || Sdl.flag(applied, "resolvable");
        return resolvable
                ? key
                : key.transform(
                        unresolvable -> unresolvable.argument(new Argument("resolvable", BooleanValue.of(false))));
    }

    private List<Type> implemented(DirectivesContainer<?> type) {
        List<Type> implemented = new ArrayList<>();
        for (Directive applied : applied(type, join.implementing())) {
            implemented.add(named(applied, "interface"));
        }
        return implemented;
    }

    private List<Directive> applied(DirectivesContainer<?> container, String directive) {
        return Sdl.directives(container, directive).stream()
                .filter(graph::named)
                .toList();
    }

    private static TypeName named(Directive directive, String argument) {
        return TypeName.newTypeName(Sdl.text(directive, argument).orElse(""))
                .sourceLocation(directive.getSourceLocation())
                .build();
    }

    private static Directive directive(String name, SourceLocation at, Argument... arguments) {
        return Directive.newDirective()
                .name(name)
                .sourceLocation(Objects.requireNonNull(at))
                .arguments(List.of(arguments))
                .build();
    }
}
