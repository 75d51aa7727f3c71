package io.weir.bus;

import java.util.List;

/**
 * How actions stand.
 *
 * @param reports of those that are known to whoever asked, in any order
 */
public record ActionReports(List<ActionReport> reports) implements BusMessage {

    /** Copies the reports. */
    public ActionReports {
        reports = List.copyOf(reports);
    }
}
