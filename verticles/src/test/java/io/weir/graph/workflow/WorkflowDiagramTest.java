package io.weir.graph.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.config.ConfigLoader;
import io.weir.config.WeirConfig;
import io.weir.graph.Graph;
import io.weir.graph.GraphLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkflowDiagramTest {

    @TempDir
    Path folder;

    private Graph graph(String deliveries) throws Exception {
        Files.writeString(folder.resolve("schema.graphql"), """
                enum OrderState { PLACED PAID SHIPPED ABORTED }
                type Order @model {
                  id: ID!
                  state: OrderState! @stateMachine(
                    initial: "PLACED"
                    transitions: ["PLACED -> PAID", "PAID -> SHIPPED", "PLACED -> ABORTED", "PAID -> ABORTED"]
                    timeouts: [{from: "PLACED", to: "ABORTED", after: "10m"}])
                  note: String
                }
                """);
        Files.writeString(folder.resolve("created.graphql"), "subscription { orderCreated { id } }");
        Files.writeString(
                folder.resolve("paid.graphql"),
                "subscription($s: OrderState) { orderUpdated(filter: {AND: [{changed: [\"state\"]}, {after: {state: {eq: $s}}}]}) { id } }");
        Files.writeString(folder.resolve("any.graphql"), "subscription { orderUpdated { id } }");
        Files.writeString(folder.resolve("weir.yaml"), """
                graph: { schemas: [schema.graphql] }
                actions: { allow: ["http://localhost:9"] }
                deliveries:
                """ + deliveries);
        WeirConfig config = ConfigLoader.load(folder.resolve("weir.yaml"), Map.of());
        return GraphLoader.load(config);
    }

    @Test
    void shouldDrawStatesMovesAndWhatMakesThem() throws Exception {
        // given
        Graph graph = graph("""
                - name: charge
                  document: created.graphql
                  target: { url: "http://localhost:9/charge" }
                  then: "updateOrder(id: {{ event.id }}, input: { state: PAID })"
                  onFailure: "updateOrder(id: {{ event.id }}, input: { state: ABORTED })"
                - name: ship
                  document: paid.graphql
                  variables: { s: PAID }
                  target: { mutation: "updateOrder(id: {{ event.id }}, input: { state: SHIPPED, note: \\"a\\" })" }
                - name: copy
                  document: any.graphql
                  target: { bus: copy }
                - name: back
                  document: paid.graphql
                  variables: { s: SHIPPED }
                  target: { mutation: "updateOrder(id: {{ event.id }}, input: { state: PLACED })" }
                """);

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
