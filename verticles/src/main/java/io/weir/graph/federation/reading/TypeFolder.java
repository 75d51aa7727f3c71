package io.weir.graph.federation.reading;

import graphql.language.EnumTypeDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.language.SDLExtensionDefinition;
import graphql.language.ScalarTypeDefinition;
import graphql.language.TypeDefinition;
import graphql.language.UnionTypeDefinition;
import java.util.List;
import java.util.function.Function;

/** Makes one definition of a type's definition and its extensions. The first part gives the place. */
final class TypeFolder {

    private TypeFolder() {}

    /** All parts are of one kind; what is said twice stays twice. */
    static TypeDefinition<?> fold(List<TypeDefinition<?>> parts) {
        TypeDefinition<?> first = parts.get(0);
        if (parts.size() == 1 && !(first instanceof SDLExtensionDefinition)) {
            return first;
        }
        if (first instanceof ObjectTypeDefinition) {
            return foldObject(cast(parts, ObjectTypeDefinition.class));
        } else if (first instanceof InterfaceTypeDefinition) {
            return foldInterface(cast(parts, InterfaceTypeDefinition.class));
        } else if (first instanceof UnionTypeDefinition) {
            return foldUnion(cast(parts, UnionTypeDefinition.class));
        } else if (first instanceof EnumTypeDefinition) {
            return foldEnum(cast(parts, EnumTypeDefinition.class));
        } else if (first instanceof InputObjectTypeDefinition) {
            return foldInput(cast(parts, InputObjectTypeDefinition.class));
        }
        return foldScalar(cast(parts, ScalarTypeDefinition.class));
    }

    private static TypeDefinition<?> foldObject(List<ObjectTypeDefinition> parts) {
        ObjectTypeDefinition first = parts.get(0);
        return ObjectTypeDefinition.newObjectTypeDefinition()
                .name(first.getName())
                .description(first.getDescription())
                .implementz(all(parts, ObjectTypeDefinition::getImplements))
                .directives(all(parts, ObjectTypeDefinition::getDirectives))
                .fieldDefinitions(all(parts, ObjectTypeDefinition::getFieldDefinitions))
                .sourceLocation(first.getSourceLocation())
                .build();
    }

    private static TypeDefinition<?> foldInterface(List<InterfaceTypeDefinition> parts) {
        InterfaceTypeDefinition first = parts.get(0);
        return InterfaceTypeDefinition.newInterfaceTypeDefinition()
                .name(first.getName())
                .description(first.getDescription())
                .implementz(all(parts, InterfaceTypeDefinition::getImplements))
                .directives(all(parts, InterfaceTypeDefinition::getDirectives))
                .definitions(all(parts, InterfaceTypeDefinition::getFieldDefinitions))
                .sourceLocation(first.getSourceLocation())
                .build();
    }

    private static TypeDefinition<?> foldUnion(List<UnionTypeDefinition> parts) {
        UnionTypeDefinition first = parts.get(0);
        return UnionTypeDefinition.newUnionTypeDefinition()
                .name(first.getName())
                .description(first.getDescription())
                .directives(all(parts, UnionTypeDefinition::getDirectives))
                .memberTypes(all(parts, UnionTypeDefinition::getMemberTypes))
                .sourceLocation(first.getSourceLocation())
                .build();
    }

    private static TypeDefinition<?> foldEnum(List<EnumTypeDefinition> parts) {
        EnumTypeDefinition first = parts.get(0);
        return EnumTypeDefinition.newEnumTypeDefinition()
                .name(first.getName())
                .description(first.getDescription())
                .directives(all(parts, EnumTypeDefinition::getDirectives))
                .enumValueDefinitions(all(parts, EnumTypeDefinition::getEnumValueDefinitions))
                .sourceLocation(first.getSourceLocation())
                .build();
    }

    private static TypeDefinition<?> foldInput(List<InputObjectTypeDefinition> parts) {
        InputObjectTypeDefinition first = parts.get(0);
        return InputObjectTypeDefinition.newInputObjectDefinition()
                .name(first.getName())
                .description(first.getDescription())
                .directives(all(parts, InputObjectTypeDefinition::getDirectives))
                .inputValueDefinitions(all(parts, InputObjectTypeDefinition::getInputValueDefinitions))
                .sourceLocation(first.getSourceLocation())
                .build();
    }

    private static TypeDefinition<?> foldScalar(List<ScalarTypeDefinition> parts) {
        ScalarTypeDefinition first = parts.get(0);
        return ScalarTypeDefinition.newScalarTypeDefinition()
                .name(first.getName())
                .description(first.getDescription())
                .directives(all(parts, ScalarTypeDefinition::getDirectives))
                .sourceLocation(first.getSourceLocation())
                .build();
    }

    private static <P, C> List<C> all(List<P> parts, Function<P, List<C>> children) {
        return parts.stream().flatMap(part -> children.apply(part).stream()).toList();
    }

    private static <T> List<T> cast(List<TypeDefinition<?>> parts, Class<T> kind) {
        return parts.stream().map(kind::cast).toList();
    }
}
