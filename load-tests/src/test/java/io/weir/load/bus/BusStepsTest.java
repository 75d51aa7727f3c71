package io.weir.load.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.load.report.BusReport;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BusStepsTest {

    @Test
    void shouldExchangeBothFormsWithAnotherProcess() throws Exception {
        // Given
        BusSteps steps = new BusSteps(List.of(100), 1, Duration.ofMillis(200));
        // When
        List<BusReport.Trip> trips = steps.trips();
        // Then
        assertThat(trips)
                .extracting(BusReport.Trip::form)
                .containsExactly("RoutedEvent", "JsonObject", "RoutedEvent", "JsonObject");
        assertThat(trips).extracting(BusReport.Trip::atOnce).containsExactly(1, 1, 64, 64);
        assertThat(trips).allSatisfy(trip -> assertThat(trip.perSecond()).isPositive());
    }
}
