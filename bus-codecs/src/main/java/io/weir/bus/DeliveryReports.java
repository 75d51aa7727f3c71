package io.weir.bus;

import java.util.List;

/**
 * How deliveries stand.
 *
 * @param reports in the order that was asked for
 */
public record DeliveryReports(List<DeliveryReport> reports) implements BusMessage {

    /** Copies the reports. */
    public DeliveryReports {
        reports = List.copyOf(reports);
    }
}
