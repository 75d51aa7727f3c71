package io.weir.load.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.weir.bus.AppendEvents;
import io.weir.bus.BusMessage;
import io.weir.bus.EventAttributes;
import io.weir.bus.GroupResult;
import io.weir.bus.JoinTrigger;
import io.weir.bus.RoutedEvent;
import io.weir.bus.TopicEvent;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A message of the bus, and a JSON object that says the same: the payload is an object in it, as JSON has no bytes. */
public enum Sample {

    /** One event, from a bridge to a trigger. */
    ROUTED_EVENT {
        @Override
        public BusMessage message(int payload) {
            return new RoutedEvent(4711, 1_000_000, event(payload));
        }

        @Override
        public JsonObject json(int payload) {
            return eventJson(payload).put("opening", 4711).put("number", 1_000_000);
        }
    },

    /** One response, from a trigger to a transport. */
    GROUP_RESULT {
        @Override
        public BusMessage message(int payload) {
            return GroupResult.next(4711, 1_000_000, content(payload).toBuffer());
        }

        @Override
        public JsonObject json(int payload) {
            return new JsonObject()
                    .put("groupId", 4711)
                    .put("sequence", 1_000_000)
                    .put("previous", GroupResult.NONE)
                    .put("kind", "NEXT")
                    .put("payload", content(payload))
                    .put("position", 0);
        }
    },

    /** A subscription, from a transport to a trigger; its variables are of the payload's size. */
    JOIN_TRIGGER {
        @Override
        public BusMessage message(int payload) {
            Buffer variables = content(payload).toBuffer();
            return new JoinTrigger(
                    17, DELIVER_TO, "rabbit", TOPIC, QUERY, null, variables, "", Map.of(), "reading", null);
        }

        @Override
        public JsonObject json(int payload) {
            return new JsonObject()
                    .put("subscriptionId", 17)
                    .put("deliverTo", DELIVER_TO)
                    .put("provider", "rabbit")
                    .put("topic", TOPIC)
                    .put("query", QUERY)
                    .put("variables", content(payload))
                    .put("access", "")
                    .put("headers", new JsonObject())
                    .put("responseKey", "reading");
        }
    },

    /** Sixteen events, on their way into the log. */
    APPEND_EVENTS {
        @Override
        public BusMessage message(int payload) {
            return new AppendEvents(Collections.nCopies(EVENTS, event(payload)));
        }

        @Override
        public JsonObject json(int payload) {
            return new JsonObject()
                    .put("events", new JsonArray(List.copyOf(Collections.nCopies(EVENTS, eventJson(payload)))));
        }
    };

    private static final int EVENTS = 16;
    private static final String TOPIC = "readings.42";
    private static final String DELIVER_TO = "weir.transport.0b6d5f3e-5d0c-4f62-9a2f-0d8a4b8f8d11.0";
    private static final String QUERY = "subscription($sensor: Int!) { reading(sensor: $sensor) { seq unit text } }";

    /** What the payload has beside its text. */
    private static final int AROUND = 34;

    /** The message as Weir sends it. */
    public abstract BusMessage message(int payload);

    /** The same as JSON. */
    public abstract JsonObject json(int payload);

    private static TopicEvent event(int payload) {
        return new TopicEvent(
                "rabbit",
                TOPIC,
                new EventAttributes("17", "/sensors", "reading"),
                content(payload).toBuffer());
    }

    private static JsonObject eventJson(int payload) {
        return new JsonObject()
                .put("provider", "rabbit")
                .put("topic", TOPIC)
                .put(
                        "attributes",
                        new JsonObject()
                                .put("id", "17")
                                .put("source", "/sensors")
                                .put("type", "reading"))
                .put("payload", content(payload));
    }

    /** An object of so many bytes. */
    static JsonObject content(int bytes) {
        return new JsonObject().put("__typename", "Reading").put("text", "x".repeat(bytes - AROUND));
    }
}
