package io.weir.plan.routing;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one fetch asks of the objects at one place; grows while planning goes on. For one thread. */
public final class SelectionDraft {

    private final String type;
    private final boolean typename;
    private final Map<String, Map<String, FieldDraft>> branches = new LinkedHashMap<>();

    /**
     * Asks for nothing yet.
     *
     * @param type the static type in the subgraph
     * @param typename whether the type's name is needed
     */
    SelectionDraft(String type, boolean typename) {
        this.type = type;
        this.typename = typename;
    }

    /** The static type in the subgraph. */
    public String type() {
        return type;
    }

    /** Whether the type's name is needed. */
    public boolean typename() {
        return typename;
    }

    /** The fields by the type for which they are asked, and their storage keys. Those of the static type are for all. */
    public Map<String, Map<String, FieldDraft>> branches() {
        return Collections.unmodifiableMap(branches);
    }

    @Nullable
    FieldDraft field(String branch, String key) {
        Map<String, FieldDraft> fields = branches.get(branch);
        return fields == null ? null : fields.get(key);
    }

    void add(String branch, FieldDraft field) {
        branches.computeIfAbsent(branch, b -> new LinkedHashMap<>()).put(field.key(), field);
    }
}
