package io.weir.trigger;

/**
 * A topic as it was opened once.
 *
 * @param node whose bridge sends the events
 * @param address to which of the shard's addresses; never that of another opening of the topic that may still send
 */
record Opening(String node, int address) {}
