package io.weir.demo;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the services of the web shop do, in memory: payment, customer relations, parcels and mail. Each does what an
 * idempotency key names only once, and gives the same answer again. Thread-safe.
 */
final class BackOffice {

    private static final int FAILURES_BEFORE_IT_WORKS = 2;

    private final Map<String, JsonObject> done = Shop.bounded();
    private final Map<String, Integer> calls = Shop.bounded();
    private int last;

    /** The services, and what their answers call what they did. */
    enum Service {
        CHARGES("id", "ch-"),
        CONTACTS("id", "contact-"),
        PARCELS("tracking", "WEIR"),
        MAILS("id", "mail-");

        private final String field;
        private final String prefix;

        Service(String field, String prefix) {
            this.field = field;
            this.prefix = prefix;
        }

        /** Where it listens. */
        String path() {
            return "/" + name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a service answers; no answer where it is down. */
    synchronized Optional<JsonObject> ask(Service service, String key, String luck) {
        String asked = service + " " + key;
        boolean down = luck.equals("BAD") && calls.merge(asked, 1, Integer::sum) <= FAILURES_BEFORE_IT_WORKS;
        return down
                ? Optional.empty()
                : Optional.of(done.computeIfAbsent(
                                asked, first -> new JsonObject().put(service.field, service.prefix + ++last))
                        .copy());
    }
}
