package io.weir.bus;

/**
 * The answer to {@link FindPosition}: every event of the topic behind this position is there.
 *
 * @param store which store the position is of
 * @param position behind the last event seen
 */
public record LogPosition(long store, long position) implements BusMessage {}
