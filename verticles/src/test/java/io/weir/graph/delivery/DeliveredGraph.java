package io.weir.graph.delivery;

import io.weir.config.ConfigException;
import io.weir.config.ConfigLoader;
import io.weir.config.Problem;
import io.weir.config.WeirConfig;
import io.weir.graph.Graph;
import io.weir.graph.GraphException;
import io.weir.graph.GraphLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A graph of orders with one delivery {@code d}, whose document is {@code d.graphql}; written into a folder. */
public final class DeliveredGraph {

    private static final String SDL = """
            type Query { order: Order @eventsRequest(topic: "order") }
            type Subscription {
              orderPlaced: Order @eventsSubscribe(topic: "placed") @subscriptionFilter(condition: {NOT: {IN: {fieldPath: "state", values: ["PAID"]}}})
              orderChanged(shop: ID!): Order @eventsSubscribe(topic: "orders.{{ args.shop }}")
              orderLogged(after: ID): Order @eventsSubscribe(topic: "logged", resume: "after")
              orderHint(id: ID!): Order @eventsSubscribe(topic: "hints.{{ args.id }}", onChange: true)
              hinted: Order @eventsSubscribe(topic: "hints.all")
              orderMoved(from: ID!, to: ID!): Order
                @eventsSubscribe(topics: ["left.{{ args.from }}", "left.{{ args.to }}", "arrived"])
              moved(actionId: ID!): Moved @actionUpdate
            }
            type Mutation {
              moveOrder(id: ID!, input: Move): Moved @action(url: "bus:move")
              count(n: Int!): PublishEventResult! @eventsPublish(topic: "count")
            }
            input Move { state: State note: String tags: [String!] }
            enum State { PLACED PAID }
            type Moved { actionId: ID! id: ID state: State }
            type Line { n: Int }
            type Order @key(fields: "id") { id: ID! state: State lines: [Line!] }
            """;

    private final Path folder;
    private String allowed = "";

    /** Writes into this folder. */
    public DeliveredGraph(Path folder) {
        this.folder = folder;
        write("schema.graphql", SDL);
        write(
                "orders.graphql",
                "type Query { orders: [Order] } type Order @key(fields: \"id\") { id: ID! total: Int }");
        document("subscription { orderPlaced { id state } }");
    }

    /** Replaces the document. */
    public void document(String text) {
        write("d.graphql", text);
    }

    /** Allows one more origin. */
    public DeliveredGraph allow(String origin) {
        allowed = ", \"" + origin + "\"";
        return this;
    }

    /** The configuration with this line in the delivery. */
    public WeirConfig config(String line) {
        String target = line.startsWith("target") ? "" : "\n  target: { bus: orders }";
        write("weir.yaml", """
                graph:
                  schemas: [schema.graphql]
                  subgraphs: [{ name: orders, url: "http://localhost:8", schema: orders.graphql }]
                actions:
                  allow: ["http://localhost:9"%s]
                deliveries:
                - name: d
                  document: d.graphql
                  %s%s
                """.formatted(allowed, line, target));
        try {
            return ConfigLoader.load(folder.resolve("weir.yaml"), Map.of());
        } catch (ConfigException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    /** The graph of that configuration. */
    public Graph load(String line) throws GraphException {
        return GraphLoader.load(config(line));
    }

    /** What is wrong with it, which must be something. */
    List<String> problems(String line) {
        try {
            load(line);
        } catch (GraphException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
        throw new AssertionError("the graph should be refused");
    }

    /** The target that was read. */
    DeliveryTarget target(String keys) throws GraphException {
        return load("target: { " + keys + " }").deliveries().get(0).target();
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
