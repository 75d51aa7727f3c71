package io.weir.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class EmployeeDirectoryTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    private final EmployeeDirectory directory = new EmployeeDirectory(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void shouldKnowEmployeesByTheTextOfTheirIds() {
        assertThat(directory.ids()).containsExactlyInAnyOrder("1", "2", "3", "4", "5");
        assertThat(directory.find("2").orElseThrow().representation().encode())
                .isEqualTo("{\"__typename\":\"Employee\",\"id\":2}");
        assertThat(directory.find("2").orElseThrow().fields())
                .containsEntry("name", "Grace Hopper")
                .containsEntry("email", "grace@example.com")
                .containsEntry("status", "AVAILABLE")
                .containsEntry("updatedAt", "2026-01-02T03:04:05Z");
        assertThat(directory.find("6")).isEmpty();
    }

    @Test
    void shouldChangeOnlyWhatTheInputNames() {
        // When
        directory.update("1", new JsonObject("{\"name\": \"Ada King\", \"email\": null, \"id\": 7}"));

        // Then
        Employee ada = directory.find("1").orElseThrow();
        assertThat(ada.name()).isEqualTo("Ada King");
        assertThat(ada.email()).isEqualTo("ada@example.com");
        assertThat(ada.id()).isEqualTo(1);
    }

    @Test
    void shouldHaveNothingToUpdateForAnUnknownId() {
        assertThat(directory.update("6", new JsonObject().put("name", "Nobody")))
                .isEmpty();
        assertThat(directory.find("6")).isEmpty();
    }

    @Test
    void shouldMoveOneEmployeeAfterTheOtherAndKeepIt() {
        // When
        for (int id = 1; id <= 5; id++) {
            assertThat(directory.moveNext().id()).isEqualTo(id);
        }
        Employee again = directory.moveNext();

        // Then
        assertThat(again.id()).isEqualTo(1);
        assertThat(again.status()).isEqualTo(EmployeeStatus.AT_LUNCH);
        assertThat(directory.find("1")).contains(again);
        assertThat(directory.find("2").orElseThrow().status()).isEqualTo(EmployeeStatus.IN_A_MEETING);
    }
}
