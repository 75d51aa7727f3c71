package io.weir.graph.model;

import graphql.language.Directive;
import graphql.language.FieldDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.language.TypeDefinition;
import io.weir.config.Problem;
import io.weir.graph.federation.FederationDirectives;
import io.weir.graph.federation.FieldSets;
import io.weir.graph.federation.Fields;
import io.weir.graph.federation.RootTypes;
import io.weir.graph.sdl.Sdl;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Finds directives where they mean nothing: those of models elsewhere, and those of federation on models. */
final class PlaceCheck {

    private final Set<String> models;
    private final List<Problem> problems;

    PlaceCheck(Set<String> models, List<Problem> problems) {
        this.models = models;
        this.problems = problems;
    }

    void check(Collection<TypeDefinition<?>> types) {
        for (TypeDefinition<?> type : types) {
            if (models.contains(type.getName())) {
                checkModel((ObjectTypeDefinition) type);
            } else {
                Fields.of(type).forEach(field -> checkElsewhere(type.getName(), field));
            }
        }
    }

    private void checkElsewhere(String type, FieldDefinition field) {
        for (Directive directive : field.getDirectives()) {
            if (ModelDirectives.ON_FIELDS.contains(directive.getName())) {
                problems.add(Sdl.problem(
                        directive,
                        "@%s may only stand on a field of a model; add @model to %s, or remove it"
                                .formatted(directive.getName(), type)));
            }
        }
    }

    private void checkModel(ObjectTypeDefinition type) {
        if (RootTypes.root(type.getName())) {
            problems.add(Sdl.problem(type, "%s cannot be a model; remove @model".formatted(type.getName())));
        }
        if (!type.getImplements().isEmpty()) {
            problems.add(Sdl.problem(
                    type.getImplements().get(0),
                    "the model %s cannot implement interfaces in this version of Weir; remove them"
                            .formatted(type.getName())));
        }
        type.getDirectives().forEach(directive -> checkSense(type.getName(), directive));
        type.getFieldDefinitions().stream()
                .filter(field -> !ModelReader.followed(field))
                .forEach(field -> field.getDirectives()
                        .forEach(directive -> checkSense(type.getName() + "." + field.getName(), directive)));
    }

    private void checkSense(String where, Directive directive) {
        String reason = ModelDirectives.SENSELESS.get(directive.getName());
        if (reason != null) {
            problems.add(Sdl.problem(directive, "@%s on %s: %s".formatted(directive.getName(), where, reason)));
        } else if (directive.getName().equals(FederationDirectives.KEY)
                && !FieldSets.text(directive).strip().equals(Model.ID)) {
            problems.add(Sdl.problem(
                    directive, "the key of the model %s is its id and no other; remove @key".formatted(where)));
        }
    }
}
