package io.weir.execution;

import io.weir.execution.Representations.Target;
import io.weir.plan.KeyRenames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings the entities of one reply to the objects that wait for them. Null is an entity that does not exist; what is
 * missing, too short, or of another shape than {@code _entities} did not come, and is malformed where no error of the
 * subgraph tells why.
 */
final class EntityReply {

    private final List<Representations> calls;
    private final @Nullable Map<String, @Nullable Object> data;
    private final Merged merged;
    /** Errors that are not about one entity. */
    private final List<Reason> general = new ArrayList<>(0);

    private EntityReply(List<Representations> calls, @Nullable Map<String, @Nullable Object> data, Merged merged) {
        this.calls = calls;
        this.data = data;
        this.merged = merged;
    }

    /**
     * Merges a reply to what was asked.
     *
     * @param malformed why entities did not come that the reply says nothing of
     */
    static void merge(
            List<Representations> calls, Reply reply, List<ReplyErrors.Entry> errors, Reason malformed, Merged merged) {
        EntityReply entities = new EntityReply(calls, reply.data(), merged);
        for (int i = 0; i < errors.size(); i++) {
            entities.note(errors.get(i));
        }
        for (int i = errors.size() - 1; i >= 0; i--) { // what is placed last is reported first
            entities.place(errors.get(i));
        }
        if (errors.isEmpty() && calls.stream().anyMatch(call -> !wellFormed(reply.data(), call))) {
            entities.general.add(malformed);
            entities.noteGeneral(malformed);
        }
        for (int i = 0; i < calls.size(); i++) {
            entities.scatter(i);
        }
    }

    /** Whether there is an object or null for each entity that was asked for; some servers give one null for all. */
    private static boolean wellFormed(@Nullable Map<String, @Nullable Object> data, Representations call) {
        Object entities = data == null ? null : data.get(call.call().responseKey());
        if (entities == null || call.count() == 0) {
            return true;
        }
        if (!(entities instanceof List<?> list) || list.size() < call.count()) {
            return false;
        }
        for (int at = 0; at < list.size(); at++) {
            if (list.get(at) != null && !(list.get(at) instanceof Map)) {
                return false;
            }
        }
        return true;
    }

    /** What was asked and did not come; empty when all came. */
    static List<Representations> unanswered(List<Representations> calls, Reply reply) {
        List<Representations> unanswered = new ArrayList<>(calls.size());
        boolean any = false;
        for (Representations call : calls) {
            boolean[] wanted = new boolean[call.count()];
            for (int at = 0; at < wanted.length; at++) {
                wanted[at] = !(entity(reply.data(), call, at) instanceof Map);
                any |= wanted[at];
            }
            unanswered.add(call.only(wanted));
        }
        return any ? unanswered : List.of();
    }

    /** Nothing came at all. */
    static void fail(List<Representations> calls, Reason reason, Merged merged) {
        new EntityReply(calls, null, merged).noteGeneral(reason);
        for (Representations call : calls) {
            for (Target target : call.targets()) {
                Explanation.fields(target.object(), call.filledKeys(target.object()), reason);
            }
        }
    }

    private void note(ReplyErrors.Entry error) {
        Representations call = call(error);
        if (call == null) {
            general.add(error.reason());
            noteGeneral(error.reason());
            return;
        }
        Object at = error.path().get(1);
        for (Target target : call.targets()) {
            if (at.equals(target.representation())) {
                merged.occurred(
                        error.reason(),
                        target.object(),
                        ErrorPlacement.renamed(rest(error), call.call().renames()));
                return;
            }
        }
    }

    private void noteGeneral(Reason reason) {
        for (Representations call : calls) {
            if (call.count() > 0) {
                merged.occurred(reason, call.targets().get(0).object(), List.of());
                return;
            }
        }
    }

    private void place(ReplyErrors.Entry error) {
        Representations call = call(error);
        if (call == null) {
            return;
        }
        int at = (Integer) error.path().get(1);
        Object entity = entity(data, call, at);
        if (entity instanceof Map) {
            ErrorPlacement.place(error.reason(), rest(error), entity);
            return;
        }
        for (Target target : call.targets()) {
            if (target.representation() == at) {
                Explanation.fields(target.object(), call.filledKeys(target.object()), error.reason());
            }
        }
    }

    /** The path from the entity. */
    private static List<Object> rest(ReplyErrors.Entry error) {
        return error.path().subList(2, error.path().size());
    }

    @SuppressWarnings("unchecked") // the JSON parser gives no other maps
    private void scatter(int number) {
        Representations call = calls.get(number);
        KeyRenames renames = call.call().renames().orElse(null);
        for (int at = 0; renames != null && at < call.count(); at++) {
            KeyRenaming.apply(renames, entity(data, call, at));
        }
        Missing why = Missing.of(general);
        for (Target target : call.targets()) {
            if (entity(data, call, target.representation()) instanceof Map<?, ?> entity) {
                DeepMerge.into(target.object(), (Map<String, @Nullable Object>) entity);
            }
            if (why != null) {
                Explanation.unexplained(target.object(), call.filledKeys(target.object()), why);
            }
        }
    }

    /** The call of whose entities the error tells; null when it tells of none that was asked for. */
    private @Nullable Representations call(ReplyErrors.Entry error) {
        List<Object> path = error.path();
        for (int i = 0; path.size() > 1 && i < calls.size(); i++) {
            Representations call = calls.get(i);
            if (call.call().responseKey().equals(path.get(0))) {
                boolean asked = path.get(1) instanceof Integer at && at >= 0 && at < call.count();
                return asked ? call : null;
            }
        }
        return null;
    }

    private static @Nullable Object entity(@Nullable Map<String, @Nullable Object> data, Representations call, int at) {
        Object entities = data == null ? null : data.get(call.call().responseKey());
        return entities instanceof List<?> list && at < list.size() ? list.get(at) : null;
    }
}
