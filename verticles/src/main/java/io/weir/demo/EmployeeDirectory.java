package io.weir.demo;

import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The employees, in memory. Ids are texts here, as a client may send either form. Thread-safe. */
final class EmployeeDirectory {

    private static final List<String> NAMES =
            List.of("Ada Lovelace", "Grace Hopper", "Alan Turing", "Barbara Liskov", "Edsger Dijkstra");

    private final Clock clock;
    private final Map<String, Employee> employees = new LinkedHashMap<>();
    private int turn;

    EmployeeDirectory(Clock clock) {
        this.clock = clock;
        for (String name : NAMES) {
            int id = employees.size() + 1;
            String email = name.substring(0, name.indexOf(' ')).toLowerCase(java.util.Locale.ROOT) + "@example.com";
            employees.put(String.valueOf(id), new Employee(id, name, email, EmployeeStatus.AVAILABLE, clock.instant()));
        }
    }

    synchronized Set<String> ids() {
        return Set.copyOf(employees.keySet());
    }

    synchronized List<Employee> all() {
        return List.copyOf(employees.values());
    }

    synchronized Optional<Employee> find(String id) {
        return Optional.ofNullable(employees.get(id));
    }

    /** Changes what {@code input} names; empty when no one has the id. */
    synchronized Optional<Employee> update(String id, JsonObject input) {
        Instant now = clock.instant();
        return Optional.ofNullable(employees.computeIfPresent(id, (key, employee) -> employee.with(input, now)));
    }

    /** The day goes on for one employee after the other. */
    synchronized Employee moveNext() {
        List<Employee> all = new ArrayList<>(employees.values());
        Employee current = all.get(turn++ % all.size());
        Employee moved = current.with(current.status().next(), clock.instant());
        employees.put(String.valueOf(moved.id()), moved);
        return moved;
    }
}
