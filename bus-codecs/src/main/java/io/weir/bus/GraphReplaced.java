package io.weir.bus;

/**
 * This node serves another graph from now on; published to {@link BusAddress#GRAPH_REPLACED}, on this node only.
 *
 * @param number counts the graphs that the node has served, from 2
 */
public record GraphReplaced(long number) implements BusMessage {}
