package io.weir.gate;

import io.weir.bus.SystemsAdvanced.Advance;
import io.weir.gate.ledger.Subject;
import java.util.LinkedHashMap;
import java.util.Map;

/** How far systems are known to be, of so many subjects, those asked for last. Versions only grow. Not thread-safe. */
final class KnownVersions {

    private static final int LARGEST = 20_000;

    private final Map<Subject, Long> versions;

    KnownVersions() {
        this(LARGEST);
    }

    KnownVersions(int largest) {
        versions = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Subject, Long> eldest) {
                return size() > largest;
            }
        };
    }

    void put(Advance advance) {
        versions.merge(Subject.of(advance), advance.version(), Math::max);
    }

    /** Whether a system is there. */
    boolean reached(Advance wanted) {
        Long version = versions.get(Subject.of(wanted));
        return version != null && version >= wanted.version();
    }
}
