package io.weir.execution;

import graphql.execution.CoercedVariables;
import io.weir.graph.Graph;
import io.weir.graph.RootSource.ActionUpdate;
import io.weir.graph.log.LoggedTopic;
import io.weir.plan.OperationPlan;
import io.weir.plan.RequestError;
import io.weir.plan.RequestErrors;
import io.weir.resume.ResumeIds;
import io.weir.resume.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a subscription's stream is of, among those of all its root fields and their topics.
 *
 * @param ids how its places are written; empty when it is not logged
 */
record PlacedRoot(StreamRoot root, Optional<StreamIds> ids) {

    /**
     * All of a subscription, in the order of the selection, those of one field by topic.
     *
     * @throws RequestErrors when an argument cannot be part of a topic, when there are too many of them, or when a field is
     *     none of events
     */
    static List<PlacedRoot> of(Graph graph, OperationPlan plan, CoercedVariables variables) throws RequestErrors {
        List<List<StreamRoot>> fields = new ArrayList<>();
        for (OperationPlan root : plan.roots()) {
            if (plan.roots().size() > 1 && StreamRoot.fetch(root).source() instanceof ActionUpdate) {
                throw new RequestErrors(RequestError.of(
                        "\"%s\" gives the one result of an action, and must be the only field of its subscription"
                                .formatted(root.fields().get(0).responseKey()),
                        RequestError.VALIDATION_FAILED));
            }
            fields.add(StreamRoot.of(graph, root, variables));
        }
        List<StreamRoot> roots = fields.stream().flatMap(List::stream).toList();
        checkNumber(roots);
        return placed(fields, ids(roots, fields.size() == 1 ? PlacedRoot::alone : PlacedRoot::together));
    }

    private static List<PlacedRoot> placed(List<List<StreamRoot>> fields, List<StreamId> together) {
        List<PlacedRoot> placed = new ArrayList<>();
        int at = 0;
        for (List<StreamRoot> field : fields) {
            List<StreamId> alone = ids(field, PlacedRoot::alone);
            int atAlone = 0;
            for (StreamRoot root : field) {
                placed.add(
                        root.logged().isEmpty()
                                ? new PlacedRoot(root, Optional.empty())
                                : new PlacedRoot(
                                        root,
                                        Optional.of(new StreamIds(together, at++, alone, atAlone++, ownIds(root)))));
            }
        }
        return placed;
    }

    /** Each stream has its place in every event id, which has to come back. */
    private static void checkNumber(List<StreamRoot> roots) throws RequestErrors {
        if (roots.size() > ResumeIds.MAX_ROOTS) {
            throw new RequestErrors(RequestError.of(
                    "the subscription's root fields have %d topics, at most %d are allowed"
                            .formatted(roots.size(), ResumeIds.MAX_ROOTS),
                    RequestError.TOO_COMPLEX));
        }
    }

    private static List<StreamId> ids(List<StreamRoot> roots, Function<StreamRoot, StreamId> id) {
        return roots.stream().filter(root -> root.logged().isPresent()).map(id).toList();
    }

    private static StreamId alone(StreamRoot root) {
        return StreamId.of(root.fetch().field(), root.source().provider(), root.topic());
    }

    private static StreamId together(StreamRoot root) {
        return StreamId.of(
                root.responseKey(), root.fetch().field(), root.source().provider(), root.topic());
    }

    /** An event's own id says its place in one topic. */
    private static boolean ownIds(StreamRoot root) {
        return root.source().topics().size() == 1
                && root.logged().flatMap(LoggedTopic::idField).isPresent();
    }
}
