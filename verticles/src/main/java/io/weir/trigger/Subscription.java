package io.weir.trigger;

/**
 * A subscription of a transport instance.
 *
 * @param transport the instance's address
 * @param id the instance's own number for it
 */
record Subscription(String transport, long id) {}
