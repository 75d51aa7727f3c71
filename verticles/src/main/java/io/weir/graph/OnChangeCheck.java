package io.weir.graph;

import graphql.language.Directive;
import graphql.language.FieldDefinition;
import graphql.language.ObjectTypeDefinition;
import io.weir.config.Problem;
import io.weir.graph.federation.RootTypes;
import io.weir.graph.federation.SubgraphSchema;
import io.weir.graph.followup.FollowUpReader;
import io.weir.graph.sdl.Sdl;
import io.weir.graph.sdl.TypeIndex;
import io.weir.graph.supergraph.EntityKey;
import io.weir.graph.supergraph.Subgraph;
import io.weir.graph.supergraph.Supergraph;
import io.weir.graph.supergraph.SupergraphType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Checks the fields whose events are hints only: what they return must be an entity that someone else knows, since an
 * event says no more than which one it is.
 */
final class OnChangeCheck {

    private final Supergraph supergraph;
    private final TypeIndex types;
    private final List<Problem> problems;

    private OnChangeCheck(Supergraph supergraph, TypeIndex types, List<Problem> problems) {
        this.supergraph = supergraph;
        this.types = types;
        this.problems = problems;
    }

    static void check(SubgraphSchema own, Supergraph supergraph, List<Problem> problems) {
        OnChangeCheck check = new OnChangeCheck(
                supergraph, new TypeIndex(new ArrayList<>(own.types().values())), problems);
        if (own.types().get(RootTypes.SUBSCRIPTION) instanceof ObjectTypeDefinition subscription) {
            subscription.getFieldDefinitions().forEach(check::check);
        }
    }

    private void check(FieldDefinition field) {
        Optional<Directive> directive = field.getDirectives().stream()
                .filter(candidate -> EventDirective.of(candidate).isPresent())
                .filter(candidate -> Sdl.flag(candidate, "onChange"))
                .findFirst();
        String type = TypeIndex.bareName(field.getType());
        directive
                .flatMap(at -> wrong(type))
                .ifPresent(wrong -> problems.add(Sdl.problem(
                        directive.get(),
                        "@%s(onChange: true): %s".formatted(directive.get().getName(), wrong))));
    }

    private Optional<String> wrong(String type) {
        return new TreeSet<>(types.possible(type))
                .stream().flatMap(object -> wrongEntity(object).stream()).findFirst();
    }

    private Optional<String> wrongEntity(String name) {
        SupergraphType type = supergraph.type(name);
        if (type == null || keys(type, true).isEmpty()) {
            return Optional.of(("%s has no key, and an event is only a hint at an entity: give the type"
                            + " @key(fields: \"…\", resolvable: false) and those fields")
                    .formatted(name));
        }
        return keys(type, false).stream().anyMatch(EntityKey::resolvable) || resolvedByQueries(name)
                ? Optional.empty()
                : Optional.of(("no subgraph can be asked for a %s by its key, so nothing would ever change: leave out"
                                + " onChange: and take the data from the events")
                        .formatted(name));
    }

    private boolean resolvedByQueries(String name) {
        return types.fields(name).stream()
                .anyMatch(field ->
                        Sdl.directive(field, FollowUpReader.RESOLVED_BY).isPresent());
    }

    private List<EntityKey> keys(SupergraphType type, boolean local) {
        List<EntityKey> keys = new ArrayList<>();
        for (Subgraph subgraph : supergraph.subgraphs()) {
            var here = type.in(subgraph);
            if (here != null && subgraph.local() == local) {
                keys.addAll(here.keys());
            }
        }
        return keys;
    }
}
