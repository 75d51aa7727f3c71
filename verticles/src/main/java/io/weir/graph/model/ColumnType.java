package io.weir.graph.model;

/** What a column of a model holds; {@code io.weir.model.table} says how. */
public enum ColumnType {
    ID,
    STRING,
    INT,
    FLOAT,
    BOOLEAN,
    /** {@code Decimal}: any number of digits; a text in JSON. */
    DECIMAL,
    /** {@code DateTime}: RFC 3339 with microseconds, always in UTC when it comes out. */
    DATE_TIME,
    /** {@code Date}: {@code 2026-11-22}. */
    DATE,
    /** {@code JSON}: any value. */
    JSON,
    /** One value of an enum of the schema. */
    ENUM
}
