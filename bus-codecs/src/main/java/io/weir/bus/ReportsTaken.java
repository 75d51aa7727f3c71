package io.weir.bus;

/**
 * The answer to {@link TakeReports}: all are stored.
 *
 * @param count how many
 */
public record ReportsTaken(int count) implements BusMessage {}
