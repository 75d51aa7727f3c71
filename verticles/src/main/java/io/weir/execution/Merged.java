package io.weir.execution;

import io.vertx.core.buffer.Buffer;
import io.weir.execution.consistency.Outcomes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The data of one execution, merged from all fetches, and every error of a subgraph, whether a missing value tells of it
 * or not. Belongs to one thread.
 */
final class Merged {

    private final Map<String, @Nullable Object> root;
    private final List<Occurrence> errors = new ArrayList<>(0);
    /** Made when the first one comes: nearly all responses have none. */
    private Map<String, Object> extensions = Map.of();

    private Preference.@Nullable Applied applied;
    /** Made when the operation writes, or has waited: most do neither. */
    private @Nullable Outcomes outcomes;

    private List<Succeeded> succeeded = List.of();

    /** Nothing yet. */
    Merged() {
        this(new HashMap<>());
    }

    /** These root values, by storage key. */
    Merged(Map<String, @Nullable Object> root) {
        this.root = root;
    }

    /**
     * An error of a subgraph.
     *
     * @param object what was asked for when it happened
     * @param rest storage keys and list positions from there to where it went wrong
     */
    record Occurrence(Reason reason, Map<String, @Nullable Object> object, List<Object> rest) {}

    /**
     * A root field of a mutation that has succeeded.
     *
     * @param told what its hooks are told, one JSON object
     */
    record Succeeded(String field, String storageKey, Buffer told) {}

    /** The root object, by storage keys. */
    Map<String, @Nullable Object> root() {
        return root;
    }

    /** The subgraphs' errors in the order of their replies. */
    List<Occurrence> errors() {
        return errors;
    }

    /** The response's own {@code extensions}. */
    Map<String, Object> extensions() {
        return extensions;
    }

    void extension(String name, Object value) {
        extensions = extensions.isEmpty() ? new LinkedHashMap<>() : extensions;
        extensions.put(name, value);
    }

    /** What became of the client's preference; null when it had none, or none that counts here. */
    Preference.@Nullable Applied applied() {
        return applied;
    }

    void applied(Preference.Applied what) {
        applied = what;
    }

    /** What the operation has written and waited for; null when that is nothing so far. */
    @Nullable
    Outcomes outcomesSoFar() {
        return outcomes;
    }

    /** What the operation has written and waited for. */
    Outcomes outcomes() {
        if (outcomes == null) {
            outcomes = new Outcomes();
        }
        return outcomes;
    }

    /** A root field has succeeded that hooks are to be told of. */
    void succeeded(Succeeded field) {
        succeeded = succeeded.isEmpty() ? new ArrayList<>() : succeeded;
        succeeded.add(field);
    }

    /** Those of which no hook was told yet; each once. */
    List<Succeeded> untold() {
        List<Succeeded> untold = succeeded;
        succeeded = List.of();
        return untold;
    }

    void occurred(Reason reason, Map<String, @Nullable Object> object, List<Object> rest) {
        errors.add(new Occurrence(reason, object, rest));
    }
}
