package io.weir.load.bench;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.json.JsonObject;
import io.weir.bus.BusMessage;
import io.weir.load.bus.Codecs;
import io.weir.load.bus.Sample;
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

/** A message to its wire form and back, against the same as a JSON object. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init") // JMH calls setUp before anything else
public class BusCodecBenchmark {

    /** Which message. */
    @Param
    public Sample sample;

    /** The payload's size in bytes. */
    @Param({"100", "1024", "16384"})
    public int payload;

    private MessageCodec<BusMessage, BusMessage> codec;
    private BusMessage message;
    private JsonObject json;

    /** Makes both. */
    @Setup
    public void setUp() {
        message = sample.message(payload);
        codec = Codecs.of(message);
        json = sample.json(payload);
    }

    /** Weir's codec: the payload crosses as the bytes it came in. */
    @Benchmark
    public BusMessage codec() {
        Buffer wire = Buffer.buffer();
        codec.encodeToWire(wire, message);
        return codec.decodeFromWire(0, wire);
    }

    /** The same content as a JSON object. */
    @Benchmark
    public JsonObject json() {
        return new JsonObject(json.toBuffer());
    }
}
