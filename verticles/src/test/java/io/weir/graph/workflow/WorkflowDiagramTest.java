package io.weir.graph.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.graph.Graph;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkflowDiagramTest {

    @TempDir
    Path folder;

    @Test
    void shouldDrawStatesMovesAndWhatMakesThem() throws Exception {
        // given
        Graph graph = new OrderWorkflow(folder).graph();

        // then
        assertThat(WorkflowDiagram.of(graph)).isEqualTo("""
                stateDiagram-v2
                    state "Order.state" as Order_state {
                        state "PLACED" as Order_state_PLACED
                        state "PAID" as Order_state_PAID
                        state "SHIPPED" as Order_state_SHIPPED
                        state "ABORTED" as Order_state_ABORTED
                        [*] --> Order_state_PLACED
                        Order_state_PLACED --> Order_state_PAID : charge done
                        Order_state_PLACED --> Order_state_ABORTED : after 10m, charge given up
                        Order_state_PAID --> Order_state_SHIPPED : ship
                        Order_state_PAID --> Order_state_ABORTED
                        Order_state_SHIPPED --> [*]
                        Order_state_ABORTED --> [*]
                        note right of Order_state_PLACED
                            charge calls localhost 9
                        end note
                        note right of Order_state_PAID
                            ship calls updateOrder
                        end note
                        note right of Order_state_SHIPPED
                            back calls updateOrder
                        end note
                    }
                    %% back moves to PLACED, and no legal move leads there from where it fires
                """);
    }
}
