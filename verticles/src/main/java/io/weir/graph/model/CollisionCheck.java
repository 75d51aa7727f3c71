package io.weir.graph.model;

import graphql.language.FieldDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.language.TypeDefinition;
import io.weir.config.Problem;
import io.weir.graph.federation.Fields;
import io.weir.graph.federation.RootTypes;
import io.weir.graph.federation.SubgraphSchema;
import io.weir.graph.sdl.Sdl;
import io.weir.graph.supergraph.Subgraph;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Finds what others call by the names that models give to types and root fields. */
public final class CollisionCheck {

    private static final List<String> ROOTS = List.of(RootTypes.QUERY, RootTypes.MUTATION);

    /** Types of these names may be declared elsewhere, if they are the same: merging holds them against each other. */
    private static final Set<String> COMMON = Set.of("PageInfo", "OrderDirection");

    private final List<Problem> problems;

    /** Adds what it finds to these. */
    public CollisionCheck(List<Problem> problems) {
        this.problems = problems;
    }

    /** Among the models themselves, and with the user's own types and root fields. */
    void checkOwn(List<ModelSource> models, SubgraphSchema local) {
        Map<String, String> owners = new HashMap<>();
        ModelNames.SHARED.forEach(name -> owners.put(name, "Weir"));
        for (ModelSource source : models) {
            ModelNames.ofModel(source.model().name()).forEach(name -> claim(source, name, owners));
        }
        models.stream()
                .flatMap(source -> source.model().columns().stream())
                .filter(column -> column.type() == ColumnType.ENUM)
                .map(Column::typeName)
                .distinct()
                .flatMap(ModelNames::ofEnum)
                .forEach(name -> owners.putIfAbsent(name, "an enum of a model"));
        local.types().forEach((name, type) -> {
            String owner = owners.get(name);
            if (owner != null) {
                problems.add(Sdl.problem(
                        type,
                        "the type %s is generated for %s; rename this one"
                                .formatted(name, owner.equals("Weir") ? "models" : owner)));
            }
        });
        checkRoots(models, local);
    }

    private void claim(ModelSource source, String type, Map<String, String> owners) {
        String owner = owners.putIfAbsent(type, "the model " + source.model().name());
        if (owner != null) {
            problems.add(Sdl.problem(
                    source.type(),
                    "the model %s would have a type %s, and so has %s; rename one of them"
                            .formatted(
                                    source.model().name(),
                                    type,
                                    owner.equals("Weir") ? "every schema with models" : owner)));
        }
    }

    private void checkRoots(List<ModelSource> models, SubgraphSchema local) {
        Map<String, String> owners = new HashMap<>();
        for (ModelSource source : models) {
            Model model = source.model();
            for (String field : List.of(model.singular(), model.plural())) {
                String owner = owners.putIfAbsent("Query." + field, model.name());
                if (owner != null && !owner.equals(model.name())) {
                    problems.add(Sdl.problem(
                            source.type(),
                            "the models %s and %s both have the query \"%s\"; write @model(singular: …, plural: …) on one"
                                    .formatted(owner, model.name(), field)));
                }
            }
            List.of("create", "update", "delete")
                    .forEach(verb -> owners.put("Mutation." + verb + model.name(), model.name()));
        }
        for (String root : ROOTS) {
            for (FieldDefinition field : Fields.of(local.types().get(root))) {
                String owner = owners.get(root + "." + field.getName());
                if (owner != null) {
                    problems.add(Sdl.problem(
                            field,
                            "%s.%s is generated for the model %s; rename this one%s"
                                    .formatted(
                                            root,
                                            field.getName(),
                                            owner,
                                            root.equals(RootTypes.QUERY)
                                                    ? ", or the model's with @model(singular: …, plural: …)"
                                                    : "")));
                }
            }
        }
    }

    /** With what other subgraphs define. */
    public void checkOthers(SubgraphSchema store, List<SubgraphSchema> others) {
        for (SubgraphSchema other : others) {
            if (other.name().equals(store.name())) {
                problems.add(new Problem(
                        Path.of("graph"),
                        1,
                        1,
                        "a subgraph is named \"%s\", which is what stored models are called; rename it"
                                .formatted(store.name())));
            }
            Stream<TypeDefinition<?>> theirs =
                    other.kind() == Subgraph.Kind.HTTP ? other.types().values().stream() : Stream.empty();
            theirs.filter(type -> generated(type, store))
                    .forEach(type -> problems.add(Sdl.problem(
                            type,
                            "%s defines %s, which is generated for models; rename it there"
                                    .formatted(other.name(), type.getName()))));
        }
    }

    private static boolean generated(TypeDefinition<?> type, SubgraphSchema store) {
        TypeDefinition<?> ours = store.types().get(type.getName());
        boolean values = ours instanceof InputObjectTypeDefinition;
        boolean pages =
                ours instanceof ObjectTypeDefinition && ours.getDirectives().isEmpty();
        return (values || pages) && !RootTypes.root(type.getName()) && !COMMON.contains(type.getName());
    }
}
