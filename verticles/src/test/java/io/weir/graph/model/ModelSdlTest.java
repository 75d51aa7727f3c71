package io.weir.graph.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.graph.Graph;
import io.weir.graph.SdlFixture;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a schema with models gives clients. */
class ModelSdlTest {

    @Test
    void shouldGiveClientsTheSdlOfModels() {
        // when
        Graph graph = SdlFixture.graph("""
                type Customer @model { id: ID! name: String! @unique orders: [Order!]! }
                type Order @model {
                  id: ID!
                  customer: Customer!
                  state: OrderState! @stateMachine(initial: "NEW", transitions: ["NEW -> PAID"], timeouts: [{from: "NEW", to: "PAID", after: "10m"}])
                  total: Decimal! @default(value: 0)
                  tags: [String!]
                  extra: JSON
                }
                enum OrderState { NEW PAID }
                """);
        // then
        assertEquals(Set.of("Customer", "Order"), graph.models().all().keySet());
        assertTrue(graph.sdl().contains("orders(after: String, before: String, filter: OrderFilter"), graph.sdl());
    }
}
