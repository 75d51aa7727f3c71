package io.weir.plan;

import graphql.language.OperationDefinition.Operation;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What an operation does: what is fetched, and how the response is written from it. Immutable; two plans are equal only
 * when they are the same object.
 */
public final class OperationPlan {

    private final Operation kind;
    private final String rootType;
    private final List<FieldProjection> fields;
    private final List<FetchGraph> stages;
    private final List<MutationField> mutations;
    private final Set<String> resumeVariables;
    private final List<OperationPlan> roots;
    private volatile int sizeHint = 256;

    /** A plan of what is no subscription. */
    OperationPlan(
            Operation kind,
            String rootType,
            List<FieldProjection> fields,
            List<FetchGraph> stages,
            List<MutationField> mutations) {
        this(kind, rootType, fields, stages, mutations, Set.of());
    }

    OperationPlan(
            Operation kind,
            String rootType,
            List<FieldProjection> fields,
            List<FetchGraph> stages,
            List<MutationField> mutations,
            Set<String> resumeVariables) {
        this.kind = kind;
        this.rootType = rootType;
        this.fields = List.copyOf(fields);
        this.stages = List.copyOf(stages);
        this.mutations = List.copyOf(mutations);
        this.resumeVariables = Set.copyOf(resumeVariables);
        this.roots = kind == Operation.SUBSCRIPTION && fields.size() > 1
                ? fields.stream().map(this::alone).toList()
                : List.of(this);
    }

    /** Nothing of a root field of a subscription depends on the others. */
    private OperationPlan alone(FieldProjection field) {
        List<FetchNode> own = stages.stream()
                .flatMap(stage -> stage.nodes().stream())
                .filter(node ->
                        node instanceof SourceFetch source && Objects.equals(source.storageKey(), field.sourceKey()))
                .toList();
        return new OperationPlan(
                kind, rootType, List.of(field), List.of(new FetchGraph(own)), List.of(), resumeVariables);
    }

    /** Query, mutation or subscription. */
    public Operation kind() {
        return kind;
    }

    /** The name of the type it starts from. */
    public String rootType() {
        return rootType;
    }

    /** How its root fields are written, in the order of the selection. */
    public List<FieldProjection> fields() {
        return fields;
    }

    /**
     * What is fetched: one stage after another. A mutation has one for each of its root fields (GraphQL specification,
     * section 6.2.2), everything else one at most.
     */
    public List<FetchGraph> stages() {
        return stages;
    }

    /** The root fields of a mutation that subgraphs answer; empty for everything else. */
    public List<MutationField> mutations() {
        return mutations;
    }

    /**
     * The arguments of the root fields of a mutation, by response key, in the order of the selection; those of
     * introspection are left out.
     */
    public Map<String, MutationField> rootArguments() {
        Map<String, MutationField> byStorageKey = new HashMap<>();
        mutations.forEach(field -> byStorageKey.put(field.storageKey(), field));
        stages.stream()
                .flatMap(stage -> stage.nodes().stream())
                .filter(SourceFetch.class::isInstance)
                .map(SourceFetch.class::cast)
                .forEach(source -> byStorageKey.put(
                        source.storageKey(),
                        new MutationField(source.field(), source.storageKey(), source.arguments())));
        Map<String, MutationField> arguments = new LinkedHashMap<>();
        for (FieldProjection field : fields) {
            MutationField found = byStorageKey.get(field.sourceKey());
            if (found != null) {
                arguments.put(field.responseKey(), found);
            }
        }
        return arguments;
    }

    /** The variables that say nothing but where streams begin; empty for everything that is no subscription. */
    public Set<String> resumeVariables() {
        return resumeVariables;
    }

    /**
     * A plan for each root field of a subscription, in the order of the selection: they are streams of their own. This
     * itself where it has one, and for everything that is no subscription.
     */
    public List<OperationPlan> roots() {
        return roots;
    }

    /** How large a response of this plan was lately, in bytes. */
    public int sizeHint() {
        return sizeHint;
    }

    /** Remembers how large a response was. */
    public void sizeHint(int bytes) {
        if (bytes > sizeHint || bytes < sizeHint / 2) {
            sizeHint = bytes + bytes / 8;
        }
    }
}
