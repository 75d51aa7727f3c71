package io.weir.streams;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.weir.testing.SubgraphServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The two models of "Event-stream based GraphQL subscriptions": the write model is a service on the bus that changes
 * droids and publishes what has happened, the read model is a subgraph. Both have the same map.
 */
final class Droids implements AutoCloseable {

    private final Map<String, JsonObject> droids = new ConcurrentSkipListMap<>();
    private final SubgraphServer readModel;
    private int eventId = story().size();

    /** Two droids, as they are after the {@linkplain #story story}. */
    Droids() throws IOException {
        droids.put("1", JsonObject.of("id", "1", "name", "baz", "friends", JsonArray.of("2")));
        droids.put("2", JsonObject.of("id", "2", "name", "R2", "friends", JsonArray.of("1")));
        readModel = SubgraphServer.serving(Readings.resource("droids-read-model.graphql"))
                .field(
                        "QueryType",
                        "droids",
                        env -> droids.values().stream().map(JsonObject::getMap).toList())
                .field(
                        "QueryType",
                        "droid",
                        env -> droids.get(env.<String>getArgument("id")).getMap())
                .field("Droid", "friends", env -> friends(env.getSource()))
                .start();
    }

    /** What the configuration of a node says of them; its folder gets the schemas. */
    String graph(Path folder) throws IOException {
        for (String schema : List.of("droids.graphql", "droids-read-model.graphql")) {
            Files.writeString(folder.resolve(schema), Readings.resource(schema));
        }
        return """
                graph:
                  schemas: [droids.graphql]
                  subgraphs: [{ name: droids, url: "%s", schema: droids-read-model.graphql }]
                """.formatted(readModel.url());
    }

    /** Takes commands from a node's bus. */
    void serve(Vertx vertx) {
        EventBus bus = vertx.eventBus();
        bus.<JsonObject>localConsumer("changeName", command -> changeName(bus, command));
        bus.<JsonObject>localConsumer("addFriend", command -> addFriend(bus, command));
    }

    private synchronized void changeName(EventBus bus, Message<JsonObject> command) {
        JsonObject droid = droids.get(command.body().getString("id"));
        String newName = command.body().getString("newName");
        JsonObject event = nameChanged(++eventId, droid.getString("id"), droid.getString("name"), newName);
        JsonObject changed = droid.copy().put("name", newName);
        droids.put(droid.getString("id"), changed);
        bus.publish("droidEvents", event);
        command.reply(answer(changed));
    }

    private synchronized void addFriend(EventBus bus, Message<JsonObject> command) {
        JsonObject droid = droids.get(command.body().getString("id"));
        String friend = command.body().getString("friendId");
        JsonObject changed = droid.copy();
        changed.getJsonArray("friends").add(friend);
        droids.put(droid.getString("id"), changed);
        bus.publish("droidEvents", friendAdded(++eventId, droid.getString("id"), friend));
        command.reply(answer(changed));
    }

    private JsonObject answer(JsonObject droid) {
        return droid.copy().put("friends", new JsonArray(friends(droid.getMap())));
    }

    private List<Map<String, Object>> friends(Map<String, Object> droid) {
        return droids.get((String) droid.get("id")).getJsonArray("friends").stream()
                .map(friend -> droids.get((String) friend).getMap())
                .toList();
    }

    @Override
    public void close() {
        readModel.close();
    }

    static JsonObject nameChanged(int eventId, String droid, String oldName, String newName) {
        return JsonObject.of(
                "__typename", "NameChanged",
                "eventId", eventId,
                "droid", JsonObject.of("id", droid),
                "oldName", oldName,
                "newName", newName);
    }

    static JsonObject friendAdded(int eventId, String droid, String friend) {
        return JsonObject.of(
                "__typename",
                "FriendAdded",
                "eventId",
                eventId,
                "droid",
                JsonObject.of("id", droid),
                "friend",
                JsonObject.of("id", friend));
    }

    /** The document's story up to its event 8. */
    static List<JsonObject> story() {
        return List.of(
                nameChanged(1, "1", "", "C-3"),
                nameChanged(2, "1", "C-3", "C-3PO"),
                friendAdded(3, "2", "1"),
                nameChanged(4, "1", "C-3PO", "fo"),
                nameChanged(5, "1", "fo", "foo"),
                nameChanged(6, "1", "foo", "bar"),
                friendAdded(7, "1", "2"),
                nameChanged(8, "1", "bar", "baz"));
    }
}
