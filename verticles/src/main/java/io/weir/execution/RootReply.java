package io.weir.execution;

import io.weir.plan.SubgraphFetch;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings what a root operation of a subgraph answered into the root object. */
final class RootReply {

    private RootReply() {}

    static void merge(SubgraphFetch node, Reply reply, List<ReplyErrors.Entry> errors, Merged merged) {
        Map<String, @Nullable Object> data = reply.data();
        for (ReplyErrors.Entry error : errors) {
            merged.occurred(error.reason(), merged.root(), ErrorPlacement.renamed(error.path(), node.renames()));
        }
        for (int i = errors.size() - 1; i >= 0; i--) { // what is placed last is reported first
            place(node, data, errors.get(i), merged);
        }
        if (data != null) {
            node.renames().ifPresent(renames -> KeyRenaming.apply(renames, data));
            DeepMerge.into(merged.root(), data);
        }
        Missing why = Missing.of(errors.stream()
                .filter(error -> error.path().isEmpty())
                .map(ReplyErrors.Entry::reason)
                .toList());
        if (why != null) {
            Explanation.unexplained(merged.root(), node.rootKeys(), why);
        }
    }

    private static void place(
            SubgraphFetch node, @Nullable Map<String, @Nullable Object> data, ReplyErrors.Entry error, Merged merged) {
        if (error.path().isEmpty()) {
            return;
        }
        if (data != null) {
            ErrorPlacement.place(error.reason(), error.path(), data);
        } else {
            Explanation.fields(merged.root(), node.rootKeys(), error.reason());
        }
    }
}
