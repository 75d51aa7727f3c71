package io.weir.bus;

import java.util.List;

/**
 * How server-side subscriptions stand.
 *
 * @param reports by name, of those that there are
 */
public record SubscriptionReports(List<SubscriptionReport> reports) implements BusMessage {

    /** Copies the reports. */
    public SubscriptionReports {
        reports = List.copyOf(reports);
    }
}
