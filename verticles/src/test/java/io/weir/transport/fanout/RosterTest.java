package io.weir.transport.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RosterTest {

    private final Roster<Guest> roster = new Roster<>();

    @Test
    void shouldVisitWhoCameAndHasNotLeft() {
        // Given
        List<Guest> guests = add(5);

        // When
        roster.remove(guests.get(0));
        roster.remove(guests.get(3));

        // Then
        assertThat(visited()).containsExactlyInAnyOrder(guests.get(1), guests.get(2), guests.get(4));
        assertThat(roster.size()).isEqualTo(3);
    }

    @Test
    void shouldRemoveOnlyOnce() {
        // Given
        Guest guest = add(1).get(0);

        // When
        boolean first = roster.remove(guest);
        boolean second = roster.remove(guest);

        // Then
        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(roster.size()).isZero();
    }

    @Test
    void shouldTakeSomeoneWhoLeftAgain() {
        // Given
        Guest guest = add(3).get(1);
        roster.remove(guest);

        // When
        roster.add(guest);

        // Then
        assertThat(visited()).contains(guest).hasSize(3);
        assertThatThrownBy(() -> roster.add(guest)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldNotVisitWhoLeavesDuringTheWalk() {
        // Given
        List<Guest> guests = add(10);
        List<Guest> visited = new ArrayList<>();

        // When
        roster.forEach(guest -> {
            visited.add(guest);
            guests.stream().filter(other -> !visited.contains(other)).skip(1).forEach(roster::remove);
        });

        // Then
        assertThat(visited).containsExactly(guests.get(0), guests.get(1));
        assertThat(visited()).containsExactly(guests.get(0), guests.get(1));
    }

    @Test
    void shouldNotVisitWhoComesDuringTheWalk() {
        // Given
        add(3);
        List<Guest> visited = new ArrayList<>();

        // When
        roster.forEach(guest -> {
            visited.add(guest);
            roster.add(new Guest());
            roster.remove(guest);
        });

        // Then
        assertThat(visited).hasSize(3);
        assertThat(visited()).hasSize(3).doesNotContainAnyElementsOf(visited);
    }

    @Test
    void shouldKeepCountThroughAnyOrderOfComingAndLeaving() {
        // Given
        Random random = new Random(7);
        List<Guest> present = new ArrayList<>();

        // When
        for (int i = 0; i < 20_000; i++) {
            if (present.isEmpty() || random.nextInt(100) < 52) {
                Guest guest = new Guest();
                roster.add(guest);
                present.add(guest);
            } else {
                assertThat(roster.remove(present.remove(random.nextInt(present.size()))))
                        .isTrue();
            }
        }

        // Then
        assertThat(visited()).containsExactlyInAnyOrderElementsOf(present);
        assertThat(roster.size()).isEqualTo(present.size());
    }

    private List<Guest> add(int count) {
        List<Guest> guests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Guest guest = new Guest();
            roster.add(guest);
            guests.add(guest);
        }
        return guests;
    }

    private List<Guest> visited() {
        List<Guest> visited = new ArrayList<>();
        roster.forEach(visited::add);
        return visited;
    }

    private static final class Guest extends Roster.Member {}
}
