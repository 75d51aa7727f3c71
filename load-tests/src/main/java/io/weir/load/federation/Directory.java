package io.weir.load.federation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The data: some employees, their teams, what they say of each other. The same in every process. */
final class Directory {

    private static final int EMPLOYEES = 10;
    private static final int TEAM_SIZE = 4;
    private static final int REVIEWS = 3;

    private Directory() {}

    static List<Map<String, Object>> employees() {
        List<Map<String, Object>> all = new ArrayList<>();
        for (int id = 1; id <= EMPLOYEES; id++) {
            all.add(reference(id));
        }
        return all;
    }

    static Map<String, Object> employee(int id) {
        return Map.of(
                "__typename",
                "Employee",
                "id",
                String.valueOf(id),
                "email",
                "employee." + id + "@example.com",
                "details",
                Map.of("forename", "Forename" + id, "surname", "Surname" + id));
    }

    static Map<String, Object> membership(int id) {
        return Map.of("__typename", "Employee", "id", String.valueOf(id), "team", team((id - 1) / TEAM_SIZE));
    }

    static List<Map<String, Object>> teams() {
        List<Map<String, Object>> all = new ArrayList<>();
        for (int number = 0; number * TEAM_SIZE < EMPLOYEES; number++) {
            all.add(team(number));
        }
        return all;
    }

    static Map<String, Object> reviewed(int id) {
        List<Map<String, Object>> reviews = new ArrayList<>();
        for (int number = 1; number <= REVIEWS; number++) {
            reviews.add(review(id, number));
        }
        return Map.of("__typename", "Employee", "id", String.valueOf(id), "reviews", reviews);
    }

    static Map<String, Object> review(int id, int number) {
        return Map.of(
                "rating",
                (id + number) % 5 + 1,
                "text",
                "Review " + number + " of employee " + id + ": works well with others.",
                "author",
                reference((id + number - 1) % EMPLOYEES + 1));
    }

    /** One reading: what an event names by its sequence number. */
    static Map<String, Object> reading(int sequence) {
        return Map.of("__typename", "Reading", "seq", sequence, "unit", "ms", "text", "reading " + sequence);
    }

    private static Map<String, Object> team(int number) {
        return Map.of("__typename", "Team", "name", "Team " + number, "lead", reference(number * TEAM_SIZE + 1));
    }

    private static Map<String, Object> reference(int id) {
        return Map.of("__typename", "Employee", "id", String.valueOf(id));
    }
}
