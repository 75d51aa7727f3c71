package io.weir.graph.model;

import graphql.language.TypeDefinition;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The filters of values that a model's own filter is made of. */
final class FilterTypes {

    private FilterTypes() {}

    static List<TypeDefinition<?>> of(ModelSource source) {
        String sdl = Stream.concat(Model.common(), source.model().columns().stream())
                .map(FilterSdl::values)
                .distinct()
                .collect(Collectors.joining());
        return GeneratedSdl.parse(sdl, source.type());
    }
}
