package io.weir.plan;

import graphql.language.AstPrinter;
import graphql.language.OperationDefinition;
import graphql.language.Type;
import graphql.language.VariableDefinition;
import io.weir.graph.supergraph.Supergraph;
import io.weir.plan.routing.EntityDraft;
import io.weir.plan.routing.FetchDraft;
import io.weir.plan.routing.Position;
import io.weir.plan.routing.RootDraft;
import io.weir.plan.routing.SelectionDraft;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Drafts that make one request in, the request out. For the fetches of one operation. */
final class SubgraphFetches {

    private static final String ENTITIES = "_entities";
    private static final String REPRESENTATIONS = "representations";

    private final Supergraph supergraph;
    private final Map<String, String> variableDefinitions =
            new ConcurrentHashMap<>(); // variants of plans are made later
    private final Set<String> clients;

    SubgraphFetches(Supergraph supergraph, OperationDefinition operation) {
        this.supergraph = supergraph;
        for (VariableDefinition variable : operation.getVariableDefinitions()) {
            VariableDefinition plain = variable.transform(v -> v.directives(List.of()));
            variableDefinitions.put(variable.getName(), AstPrinter.printAstCompact(plain));
        }
        this.clients = Set.copyOf(variableDefinitions.keySet());
    }

    /** Root fields. Neighbouring mutations may be one request: the subgraph keeps their order. */
    SubgraphFetch root(List<RootDraft> drafts, boolean mutation) {
        Set<String> variables = new TreeSet<>();
        Renamings renamings = new Renamings();
        SelectionDraft first = drafts.get(0).selection();
        StringBuilder selections = new StringBuilder("{");
        SelectionText text = new SelectionText(selections, variables, interfaces(drafts.get(0)));
        Set<String> keys = new LinkedHashSet<>();
        for (RootDraft draft : drafts) {
            text.writeFields(draft.selection(), renamings);
            keys.addAll(keys(draft.selection(), first.type()));
        }
        selections.append('}');
        String definitions = definitions(variables, List.of());
        String head = mutation ? "mutation" + definitions : definitions.isEmpty() ? "" : "query" + definitions;
        return new SubgraphFetch(
                drafts.get(0).subgraph(),
                mutation,
                head + selections,
                List.copyOf(variables),
                List.of(),
                List.copyOf(keys),
                renamings.build(),
                new int[0]);
    }

    /** Entities: one {@code _entities} for each path, for objects of all types there. */
    SubgraphFetch entities(List<EntityDraft> drafts, int[] dependsOn) {
        List<List<EntityDraft>> calls = calls(drafts);
        Set<String> variables = new TreeSet<>();
        List<String> own = new ArrayList<>();
        List<EntityCall> built = new ArrayList<>();
        StringBuilder text = new StringBuilder("{");
        for (List<EntityDraft> call : calls) {
            boolean only = calls.size() == 1;
            String responseKey = only ? ENTITIES : "_e" + built.size();
            String variable = variable(only ? REPRESENTATIONS : "r" + built.size());
            own.add(variable);
            text.append(only ? ENTITIES : separated(text) + responseKey + ":" + ENTITIES);
            text.append("(representations:$").append(variable).append(')');
            Renamings renamings = new Renamings();
            new SelectionText(text, variables, interfaces(drafts.get(0)))
                    .writeEntities(call.stream().map(EntityDraft::selection).toList(), renamings);
            built.add(call(responseKey, variable, call, renamings));
        }
        return new SubgraphFetch(
                drafts.get(0).subgraph(),
                false,
                "query" + definitions(variables, own) + text.append('}'),
                List.copyOf(variables),
                built,
                List.of(),
                Optional.empty(),
                dependsOn);
    }

    private SharedInterfaces interfaces(FetchDraft draft) {
        return new SharedInterfaces(supergraph, draft.subgraph());
    }

    private static String separated(StringBuilder text) {
        return text.charAt(text.length() - 1) == '}' ? " " : "";
    }

    /** Together what stands at one place; two fetches for the same type stay apart. */
    private static List<List<EntityDraft>> calls(List<EntityDraft> drafts) {
        List<List<EntityDraft>> calls = new ArrayList<>();
        for (EntityDraft draft : drafts) {
            calls.stream()
                    .filter(call -> joins(call, draft))
                    .findFirst()
                    .orElseGet(() -> {
                        List<EntityDraft> call = new ArrayList<>();
                        calls.add(call);
                        return call;
                    })
                    .add(draft);
        }
        return calls;
    }

    private static boolean joins(List<EntityDraft> call, EntityDraft draft) {
        return call.get(0).position().path().equals(draft.position().path())
                && call.stream().noneMatch(other -> other.types().stream().anyMatch(draft.types()::contains));
    }

    private static EntityCall call(String responseKey, String variable, List<EntityDraft> drafts, Renamings renamings) {
        Map<String, RepresentationTemplate> representations = new LinkedHashMap<>();
        Map<String, List<String>> filled = new LinkedHashMap<>();
        for (EntityDraft draft : drafts) {
            RepresentationTemplate template = Templates.of(draft);
            for (String type : draft.types()) {
                representations.put(type, template);
                filled.put(type, List.copyOf(keys(draft.selection(), type)));
            }
        }
        Position position = drafts.get(0).position();
        return new EntityCall(
                responseKey,
                variable,
                position.path().stream().map(SubgraphFetches::step).toList(),
                position.type(),
                representations,
                filled,
                renamings.build());
    }

    static EntityCall.PathStep step(Position.Step step) {
        return new EntityCall.PathStep(step.type() == null ? Set.of() : Set.of(step.type()), step.key());
    }

    /** What the selection brings for objects of a type. */
    private static Set<String> keys(SelectionDraft selection, String type) {
        Set<String> keys = new LinkedHashSet<>();
        keys.addAll(
                selection.branches().getOrDefault(selection.type(), Map.of()).keySet());
        keys.addAll(selection.branches().getOrDefault(type, Map.of()).keySet());
        return keys;
    }

    /** Makes a variable known that is not the client's; its name, which is the wanted one if that is free. */
    String define(String wanted, Type<?> type) {
        String definition = "$%s:%s".formatted(wanted, AstPrinter.printAstCompact(type));
        String known = variableDefinitions.putIfAbsent(wanted, definition);
        return known == null || known.equals(definition) && !clients.contains(wanted)
                ? wanted
                : define("_" + wanted, type);
    }

    /** A name that none of the client's variables has. */
    private String variable(String name) {
        return variableDefinitions.containsKey(name) ? variable("_" + name) : name;
    }

    private String definitions(Set<String> variables, List<String> representations) {
        List<String> definitions = new ArrayList<>();
        representations.forEach(name -> definitions.add("$" + name + ":[_Any!]!"));
        variables.forEach(name -> definitions.add(variableDefinitions.get(name)));
        return definitions.isEmpty() ? "" : "(" + String.join(",", definitions) + ")";
    }
}
