package io.weir.graph.model;

import graphql.language.EnumTypeDefinition;
import graphql.language.FieldDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.language.SourceLocation;
import graphql.language.TypeDefinition;
import io.weir.graph.sdl.SdlFiles;
import java.util.List;

/** SDL that was made for a model in, definitions that stand where the model stands out. */
final class GeneratedSdl {

    private GeneratedSdl() {}

    static List<TypeDefinition<?>> parse(String sdl, ObjectTypeDefinition model) {
        SourceLocation at = model.getSourceLocation();
        return SdlFiles.definitions(SdlFiles.parse(sdl, "models")).stream()
                .<TypeDefinition<?>>map(definition -> at((TypeDefinition<?>) definition, at))
                .toList();
    }

    private static TypeDefinition<?> at(TypeDefinition<?> definition, SourceLocation at) {
        if (definition instanceof ObjectTypeDefinition object) {
            List<FieldDefinition> fields = object.getFieldDefinitions().stream()
                    .map(field -> field.transform(f -> f.sourceLocation(at)))
                    .toList();
            return object.transform(o -> o.sourceLocation(at).fieldDefinitions(fields));
        } else if (definition instanceof InputObjectTypeDefinition input) {
            return input.transform(i -> i.sourceLocation(at));
        }
        return ((EnumTypeDefinition) definition).transform(e -> e.sourceLocation(at));
    }
}
