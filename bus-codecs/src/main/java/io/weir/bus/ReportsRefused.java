package io.weir.bus;

/**
 * The answer to {@link TakeReports} when one of them cannot be taken; none was.
 *
 * @param message which, why, and what would be right
 * @param unknown whether it names a system or an action that does not exist, rather than being malformed
 */
public record ReportsRefused(String message, boolean unknown) implements BusMessage {}
