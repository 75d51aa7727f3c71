package io.weir.bus;

/**
 * A hint that events of models wait to be moved to the log: published by whoever has written them, once that is
 * committed. Logs that miss it find them themselves, a little later.
 */
public record ModelsWritten() implements BusMessage {}
