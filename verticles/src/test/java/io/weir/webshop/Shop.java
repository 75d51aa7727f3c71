package io.weir.webshop;

import io.weir.testing.NodeProcess;
import io.weir.testing.PostgresDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The schema and the configuration of the shop. */
final class Shop {

    static final String SDL = """
            type Order @model {
              id: ID!
              item: String!
              charge: ID
              state: OrderState!
                @stateMachine(
                  initial: "PLACED"
                  transitions: [
                    "PLACED -> PAID", "PLACED -> ABORTED", "PAID -> RECORDED", "RECORDED -> SHIPPED", "SHIPPED -> CONFIRMED"
                  ]
                )
            }
            enum OrderState { PLACED PAID RECORDED SHIPPED CONFIRMED ABORTED }
            """;

    private static final String MOVED = """
            subscription { order: orderUpdated(filter: { after: { state: { eq: %s } }, changed: ["state"] }) { id } }
            """;

    private Shop() {}

    /** Starts a node of the shop; its documents stand beside its configuration. */
    static NodeProcess node(Path parent, String name, PostgresDatabase store, Office office) throws IOException {
        Path documents = Files.createDirectories(parent.resolve(name + "-documents"));
        Files.writeString(
                documents.resolve("placed.graphql"), "subscription { order: orderCreated { id after { item } } }");
        for (String state : new String[] {"PAID", "RECORDED", "SHIPPED", "ABORTED"}) {
            Files.writeString(documents.resolve(state + ".graphql"), MOVED.formatted(state));
        }
        return NodeProcess.start(parent, name, SDL, configuration(documents, store, office));
    }

    private static String configuration(Path documents, PostgresDatabase store, Office office) {
        return """
                store: { kind: postgres, uri: "%1$s" }
                actions: { allow: ["%2$s"], lease: 3s }
                deliveries:
                  - name: charge
                    document: "%3$s/placed.graphql"
                    target: { url: "%2$s/charges" }
                    then: "updateOrder(id: {{ event.id }}, input: { state: PAID, charge: {{ response.id }} })"
                    onFailure: "updateOrder(id: {{ event.id }}, input: { state: ABORTED })"
                    retry: { schedule: [0s, 20ms, 50ms, 100ms, 200ms, 200ms, 200ms, 200ms, 200ms, 200ms, 200ms, 200ms] }
                    concurrency: 20
                  - name: abandon
                    document: "%3$s/ABORTED.graphql"
                    target: { mutation: "deleteOrder(id: {{ event.id }})" }
                %4$s%5$s%6$s""".formatted(
                        store.uri(),
                        office.origin(),
                        documents,
                        step(documents, office, "crm", "PAID", "contacts", "RECORDED"),
                        step(documents, office, "shipping", "RECORDED", "parcels", "SHIPPED"),
                        step(documents, office, "confirmation", "SHIPPED", "mails", "CONFIRMED"));
    }

    private static String step(Path documents, Office office, String name, String from, String service, String to) {
        return """
                  - name: %s
                    document: "%s/%s.graphql"
                    target: { url: "%s/%s" }
                    then: "updateOrder(id: {{ event.id }}, input: { state: %s })"
                    retry: { schedule: [0s, 20ms, 50ms, 100ms, 200ms, 200ms, 200ms, 200ms, 200ms, 200ms, 200ms, 200ms] }
                    concurrency: 20
                """.formatted(name, documents, from, office.origin(), service, to);
    }
}
