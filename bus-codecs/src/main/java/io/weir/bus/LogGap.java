package io.weir.bus;

import org.jspecify.annotations.Nullable;

/**
 * The answer to {@link FindPosition} when no one can say that nothing is missed behind that place: it is too old, of
 * another store, later than anything stored, or the topic was not logged all the time since.
 *
 * @param store which store the positions are of
 * @param earliest a cursor here gets every event of the topic that there is, and no gap
 * @param earliestId the own id of the event before the earliest one that there is, or null where that is not known or
 *     events have none
 * @param latest the end of the log
 */
public record LogGap(long store, long earliest, @Nullable String earliestId, long latest) implements BusMessage {}
