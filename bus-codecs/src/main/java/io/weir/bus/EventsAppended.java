package io.weir.bus;

/**
 * The answer to {@link AppendEvents}: all of them are durable.
 *
 * @param duplicates how many had been stored before, and were not stored again
 */
public record EventsAppended(int duplicates) implements BusMessage {}
