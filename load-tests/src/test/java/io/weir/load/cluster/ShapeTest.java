package io.weir.load.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShapeTest {

    @Test
    void shouldDifferOnlyInWhoIsInterested() {
        // Given
        List<Shape> four = ClusterSteps.shapes().stream()
                .filter(shape -> shape.roles().size() == 4 && shape.subscribers() == 4)
                .toList();
        // Then: what is compared has the same nodes, events and frames
        assertThat(four).hasSize(2);
        assertThat(four.get(0).serving()).containsExactly(0, 1, 2, 3);
        assertThat(four.get(1).serving()).containsExactly(0);
        assertThat(four.get(0).rate()).isEqualTo(four.get(1).rate());
    }

    @Test
    void shouldHaveSubscribersOnlyWhereClientsAreServed() {
        assertThat(ClusterSteps.shapes())
                .allSatisfy(shape -> assertThat(shape.serving())
                        .allSatisfy(
                                number -> assertThat(shape.roles().get(number)).matches("all|transport")));
    }
}
