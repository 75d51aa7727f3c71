package io.weir.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects {@link KeyRenames} while a text is written. For one thread. */
final class Renamings {

    private final Map<String, String> here = new LinkedHashMap<>(0);
    private final Map<String, Renamings> below = new LinkedHashMap<>(0);

    void rename(String from, String to) {
        here.put(from, to);
    }

    /** Those below a field of the reply. */
    Renamings below(String key) {
        return below.computeIfAbsent(key, k -> new Renamings());
    }

    /** What was collected; empty when nothing was renamed. */
    Optional<KeyRenames> build() {
        Map<String, KeyRenames> built = new LinkedHashMap<>();
        below.forEach((key, renamings) -> renamings.build().ifPresent(renames -> built.put(key, renames)));
        if (here.isEmpty() && built.isEmpty()) {
            return Optional.empty();
        }
        List<KeyRenames.KeyRename> renames = here.entrySet().stream()
                .map(entry -> new KeyRenames.KeyRename(entry.getKey(), entry.getValue()))
                .toList();
        return Optional.of(new KeyRenames(renames, built));
    }
}
