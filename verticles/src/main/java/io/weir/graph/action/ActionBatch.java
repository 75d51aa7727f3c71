package io.weir.graph.action;

import java.time.Duration;

/**
 * Commands that go to the handler together.
 *
 * @param size how many at most, at least 2
 * @param window how long the first one waits for others
 */
public record ActionBatch(int size, Duration window) {}
