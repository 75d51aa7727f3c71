package io.weir.execution;

import io.vertx.core.buffer.Buffer;
import io.weir.graph.Graph;
import io.weir.graph.action.ActionSchemas;
import io.weir.source.ScriptedActions;
import io.weir.testing.PlainResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One schema with actions of every kind, and a script instead of handlers. */
final class ActionFixture {

    static final String SDL = """
            type Query { users: Users @eventsRequest(topic: "users") }
            type Users { n: Int }
            type Mutation {
              create(name: String!): Created @action(url: "http://api/create", headers: ["Authorization: {{ headers.authorization }}"])
              must(name: String): Created! @action(url: "http://api/create")
              later(name: String): Created @action(url: "http://api/create", mode: ASYNC)
              either(name: String): Created @action(url: "http://api/create", mode: EITHER)
              ordered(name: String!): Created @action(url: "http://api/create", serial: "{{ args.name }}")
              slow: Created @action(url: "http://api/create", timeout: "40s")
              plain(name: String): User @action(url: "http://api/user")
              strict: Strict @action(url: "http://api/strict", mode: EITHER)
              saveCart(id: ID): OperationStateInterface! @action(url: "http://api/cart", mode: ASYNC, completed: "CartSaved")
              saveNow(id: ID): OperationStateInterface! @action(url: "http://api/cart", completed: "CartSaved")
            }
            type Created { actionId: ID! id: ID name: String user: User }
            union Result = Created | Strict
            type Strict { actionId: ID! name: String! }
            type User { id: ID! name: String! }
            type Cart { id: ID! items: [String!] }
            type CartSaved implements OperationStateInterface { identifier: String! cart: Cart }
            type Subscription {
              created(actionId: ID!): Created @actionUpdate
              any(actionId: ID!): Result @actionUpdate
            }
            """;

    static final Graph GRAPH = ActionSchemas.graph(SDL);

    final ScriptedActions actions = new ScriptedActions();
    final ExecutionFixture weir = new ExecutionFixture(GRAPH, actions);

    String run(String query) {
        return weir.run(query);
    }

    String run(String query, ClientTerms terms) {
        return weir.run(request(query).on(terms)).toString();
    }

    OperationResponse respond(String query, ClientTerms terms) {
        return ((Prepared.Executable) weir.operations.prepare(request(query).on(terms)))
                .execute()
                .result();
    }

    static OperationRequest request(String query) {
        return ExecutionFixture.request(query, "{}");
    }

    static ClientTerms keyed(String key) {
        return new ClientTerms(key, null, Map.of());
    }

    static ClientTerms prefers(boolean respondAsync, @Nullable Integer waitSeconds) {
        return new ClientTerms(
                null,
                new Preference(respondAsync, Optional.ofNullable(waitSeconds).map(Duration::ofSeconds)),
                Map.of());
    }

    /** Subscribes, and keeps what comes. */
    Packets subscribe(String query) {
        return subscribe(weir.operations, query);
    }

    static Packets subscribe(Operations operations, String query) {
        Packets packets = new Packets();
        packets.cancel = ((Prepared.Awaited) operations.prepare(request(query))).begin(packets);
        return packets;
    }

    /** What one subscriber hears, in order. */
    static class Packets implements Prepared.Listener {

        final List<String> heard = new ArrayList<>();
        Runnable cancel = () -> {};

        @Override
        public void onLive() {
            heard.add("live");
        }

        @Override
        public void onRefused(Buffer errors) {
            heard.add("refused " + errors);
        }

        @Override
        public void onResponse(Buffer response) {
            heard.add(PlainResponse.of(response));
        }
    }
}
