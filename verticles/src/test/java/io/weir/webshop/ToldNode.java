package io.weir.webshop;

import io.weir.testing.NodeProcess;
import io.weir.testing.PostgresDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A node that tells one hearer of what happens to orders. */
final class ToldNode {

    private ToldNode() {}

    /**
     * Starts it.
     *
     * @param document of the one subscription
     */
    static NodeProcess start(Path parent, PostgresDatabase store, Hearer hearer, String document) throws IOException {
        Path file = Files.writeString(parent.resolve("document.graphql"), document);
        return NodeProcess.start(parent, "node", Shop.SDL, """
                store: { kind: postgres, uri: "%s" }
                actions: { allow: ["%2$s"], lease: 3s }
                deliveries:
                  - name: tell
                    document: "%3$s"
                    target: { url: "%2$s/orders" }
                    retry: { schedule: [0s, 100ms, 100ms, 500ms, 1s, 1s, 1s, 1s] }
                """.formatted(store.uri(), hearer.origin(), file));
    }
}
