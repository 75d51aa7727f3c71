package io.weir.execution;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.bus.ActionReport;
import io.weir.bus.EventAttributes;
import io.weir.config.EventsConfig;
import io.weir.config.WeirConfig;
import io.weir.graph.Graph;
import io.weir.json.Json;
import io.weir.source.ActionEvents;
import io.weir.source.TopicClient;
import io.weir.telemetry.LogKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the event {@code {"args": …, "result": …}} of each successful mutation on {@code mutation.FIELD}: of actions
 * that are stored when their handler has done them, whether a client waits or not; of everything else when it is fetched.
 * Thread-safe.
 */
public final class MutationEvents implements ActionEvents {

    private static final Logger LOG = LoggerFactory.getLogger(MutationEvents.class);

    private final Supplier<Graph> graph;
    private final TopicClient topics;
    private final EventsConfig config;

    /**
     * Publishes through {@code topics}.
     *
     * @param graph the one that is served now
     */
    public MutationEvents(Supplier<Graph> graph, TopicClient topics, EventsConfig config) {
        this.graph = graph;
        this.topics = topics;
        this.config = config;
    }

    @Override
    public Future<Boolean> publish(ActionReport done, Buffer arguments, int depth) {
        if (!config.mutations()) {
            return Future.succeededFuture(true);
        }
        EventAttributes attributes = new EventAttributes(done.id(), null, null, depth);
        Object result = new ActionResults(graph.get()).event(done);
        return send(done.field(), attributes, Json.parse(arguments), result);
    }

    /** Publishes the event of a mutation that is no stored action, and waits for nothing. */
    void publish(String field, EventAttributes attributes, Map<String, @Nullable Object> arguments, Object result) {
        if (config.mutations()) {
            send(field, attributes, arguments, result);
        }
    }

    private Future<Boolean> send(
            String field, EventAttributes attributes, @Nullable Object arguments, @Nullable Object result) {
        String topic = "mutation." + field;
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("args", arguments);
        event.put("result", result);
        JsonWriter payload = new JsonWriter(256);
        payload.writeValue(event);
        return topics.publish(WeirConfig.DEFAULT_PROVIDER, topic, attributes, payload.toBuffer())
                .onComplete((outcome, failure) -> {
                    if (failure != null || !outcome.accepted()) {
                        LOG.atWarn()
                                .addKeyValue(LogKey.TOPIC, topic)
                                .addKeyValue(LogKey.CAUSE, failure == null ? outcome.reason() : failure.getMessage())
                                .log("the event of a mutation was not published");
                    }
                })
                .map(outcome -> outcome.accepted())
                .otherwise(false);
    }
}
