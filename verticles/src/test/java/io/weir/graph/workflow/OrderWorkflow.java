package io.weir.graph.workflow;

import io.weir.config.ConfigLoader;
import io.weir.config.WeirConfig;
import io.weir.graph.Graph;
import io.weir.graph.GraphLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Orders whose deliveries move them: one on success and on failure, one by its filter, one that says nothing of states, and
 * one that would be refused.
 *
 * @param folder where it is written
 */
record OrderWorkflow(Path folder) {

    private static final String DELIVERIES = """
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
                """;

    Graph graph() throws Exception {
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
                """ + DELIVERIES);
        WeirConfig config = ConfigLoader.load(folder.resolve("weir.yaml"), Map.of());
        return GraphLoader.load(config);
    }
}
