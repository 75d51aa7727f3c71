package io.weir.graph.model;

import graphql.language.Directive;
import graphql.language.FieldDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.language.TypeDefinition;
import io.weir.config.Problem;
import io.weir.graph.federation.SubgraphSchema;
import io.weir.graph.sdl.Sdl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads the {@code @model} types of Weir's own schema; says what is wrong with them, where, and the fix. */
final class ModelReader {

    private final Map<String, TypeDefinition<?>> types;
    private final List<Problem> problems;

    private ModelReader(Map<String, TypeDefinition<?>> types, List<Problem> problems) {
        this.types = types;
        this.problems = problems;
    }

    /** All of them, in the order written; unusable when problems were added. */
    static List<ModelSource> read(SubgraphSchema local, List<Problem> problems) {
        return new ModelReader(local.types(), problems).read();
    }

    private List<ModelSource> read() {
        Map<String, ObjectTypeDefinition> declared = new LinkedHashMap<>();
        types.values().forEach(type -> {
            if (type instanceof ObjectTypeDefinition object && object.hasDirective(ModelDirectives.MODEL)) {
                declared.put(object.getName(), object);
            }
        });
        new PlaceCheck(declared.keySet(), problems).check(types.values());
        Map<String, ModelFields> fields = new LinkedHashMap<>();
        FieldReader reader = new FieldReader(types, declared.keySet(), problems);
        declared.forEach((name, type) -> fields.put(name, reader.read(type)));
        RelationReader relations = new RelationReader(fields, problems);
        List<ModelSource> models = new ArrayList<>();
        declared.forEach((name, type) -> models.add(model(type, Objects.requireNonNull(fields.get(name)), relations)));
        return models;
    }

    private ModelSource model(ObjectTypeDefinition type, ModelFields fields, RelationReader relations) {
        Directive directive = type.getDirectives(ModelDirectives.MODEL).get(0);
        String singular = Sdl.text(directive, "singular").orElseGet(() -> ModelNames.singular(type.getName()));
        String plural = Sdl.text(directive, "plural").orElseGet(() -> ModelNames.plural(singular));
        Model model = new Model(
                type.getName(),
                singular,
                plural,
                fields.columns(),
                fields.references(),
                relations.read(type.getName()),
                fields.machines());
        return new ModelSource(model, type);
    }

    /** A field that stands in the local schema, since a field of Query answers it. */
    static boolean followed(FieldDefinition field) {
        return field.hasDirective("resolvedBy");
    }
}
