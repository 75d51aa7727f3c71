package io.weir.load.bench;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.json.JsonObject;
import io.weir.bus.BusCodecs;
import io.weir.bus.EventAttributes;
import io.weir.bus.TopicEvent;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A {@link TopicEvent} to its wire form and back, against the same as a JSON object. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init") // JMH calls setUp before anything else
public class BusCodecBenchmark {

    /** The payload's size in bytes. */
    @Param({"200", "2000"})
    public int payload;

    private MessageCodec<TopicEvent, TopicEvent> codec;
    private TopicEvent event;
    private JsonObject json;

    /** Finds the codec where the event bus does: it is registered by class. */
    @Setup
    @SuppressWarnings("unchecked")
    public void setUp() {
        Map<Object, Object> codecs = new HashMap<>();
        EventBus bus = (EventBus) Proxy.newProxyInstance(
                EventBus.class.getClassLoader(), new Class<?>[] {EventBus.class}, (proxy, method, arguments) -> {
                    codecs.put(arguments[0], arguments[1]);
                    return proxy;
                });
        BusCodecs.register(bus);
        codec = (MessageCodec<TopicEvent, TopicEvent>) Objects.requireNonNull(codecs.get(TopicEvent.class));
        JsonObject content = new JsonObject().put("__typename", "Reading").put("text", "x".repeat(payload - 34));
        event = new TopicEvent(
                "rabbit", "readings.42", new EventAttributes("17", "/sensors", "reading"), content.toBuffer());
        json = new JsonObject()
                .put("provider", "rabbit")
                .put("topic", "readings.42")
                .put(
                        "attributes",
                        new JsonObject()
                                .put("id", "17")
                                .put("source", "/sensors")
                                .put("type", "reading"))
                .put("payload", content);
    }

    /** Weir's codec: the payload crosses as the bytes it came in. */
    @Benchmark
    public TopicEvent codec() {
        Buffer wire = Buffer.buffer();
        codec.encodeToWire(wire, event);
        return codec.decodeFromWire(0, wire);
    }

    /** The same content as a JSON object. */
    @Benchmark
    public JsonObject json() {
        return new JsonObject(json.toBuffer());
    }
}
