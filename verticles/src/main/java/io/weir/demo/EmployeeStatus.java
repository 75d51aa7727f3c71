package io.weir.demo;

/** Where an employee is; the schema has the same words. */
enum EmployeeStatus {
    AVAILABLE,
    IN_A_MEETING,
    AT_LUNCH,
    AWAY;

    /** What the day brings after this. */
    EmployeeStatus next() {
        EmployeeStatus[] all = values();
        return all[(ordinal() + 1) % all.length];
    }
}
