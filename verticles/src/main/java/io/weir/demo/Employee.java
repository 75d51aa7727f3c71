package io.weir.demo;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * Someone who works here.
 *
 * @param updatedAt when anything of it changed last
 */
record Employee(int id, String name, String email, EmployeeStatus status, Instant updatedAt) {

    /** The same employee with what the input names; what it leaves out, or sets to null, stays. */
    Employee with(JsonObject input, Instant now) {
        return new Employee(id, text(input, "name", name), text(input, "email", email), status, now);
    }

    /** The same employee, elsewhere. */
    Employee with(EmployeeStatus newStatus, Instant now) {
        return new Employee(id, name, email, newStatus, now);
    }

    /** What events and replies carry (contract, section 6): who it is about, and nothing else. */
    JsonObject representation() {
        return new JsonObject().put("__typename", "Employee").put("id", id);
    }

    /** Everything, as the subgraph "staff" answers it. */
    Map<String, Object> fields() {
        return Map.of(
                "__typename",
                "Employee",
                "id",
                id,
                "name",
                name,
                "email",
                email,
                "status",
                status.name(),
                "updatedAt",
                updatedAt.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private static String text(JsonObject input, String key, String otherwise) {
        return input.getValue(key) instanceof String text ? text : otherwise;
    }
}
