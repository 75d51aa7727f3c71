package io.weir.bus;

/**
 * The answer to {@link ChangeDeliveries}.
 *
 * @param count how many were changed
 */
public record DeliveriesChanged(int count) implements BusMessage {}
