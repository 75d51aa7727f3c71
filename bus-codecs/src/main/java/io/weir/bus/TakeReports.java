package io.weir.bus;

import io.vertx.core.buffer.Buffer;

/**
 * Systems report what they have applied. Answered by {@link ReportsTaken} once it is stored, or by
 * {@link ReportsRefused}; failed with {@link BusFailure#STORE_UNAVAILABLE}.
 *
 * @param reports one report or a list of them, JSON as UTF-8 bytes as it came
 */
public record TakeReports(Buffer reports) implements BusMessage {

    /** The topic of reports on the bus, as plain JSON, and on every broker. */
    public static final String TOPIC = "consistency.acks";
}
