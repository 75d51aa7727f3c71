package io.weir.bus;

/**
 * An operator has a subscription run, or not. Answered by {@link SubscriptionReports} of how it stands then, which is empty
 * where there is none of that name; failed with {@link BusFailure#STORE_UNAVAILABLE}.
 *
 * @param name as the configuration calls it
 * @param enable whether it is to run
 */
public record ChangeSubscription(String name, boolean enable) implements BusMessage {}
