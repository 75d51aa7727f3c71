package io.weir.load.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.json.JsonObject;
import io.weir.bus.BusMessage;
import io.weir.load.report.BusReport;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the thread itself needs to encode and decode a message, whatever else the machine does. */
final class Coding {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int BATCH = 100;

    /** Whatever came out last: what is kept, no compiler leaves out. */
    @SuppressWarnings("unused")
    private static volatile @Nullable Object last;

    private Coding() {}

    static BusReport.Coding of(Sample sample, int payload, Duration time) {
        BusMessage message = sample.message(payload);
        MessageCodec<BusMessage, BusMessage> codec = Codecs.of(message);
        JsonObject json = sample.json(payload);
        Supplier<Object> coded = () -> {
            Buffer wire = Buffer.buffer();
            codec.encodeToWire(wire, message);
            return codec.decodeFromWire(0, wire);
        };
        Supplier<Object> text = () -> new JsonObject(json.toBuffer());
        nanos(coded, time);
        nanos(text, time);
        String name = message.getClass().getSimpleName();
        return new BusReport.Coding(name, payload, nanos(coded, time), nanos(text, time));
    }

    /** CPU time of one. */
    private static double nanos(Supplier<Object> work, Duration time) {
        long began = THREADS.getCurrentThreadCpuTime();
        long done = 0;
        long now = began;
        while (now - began < time.toNanos()) {
            for (int i = 0; i < BATCH; i++) {
                last = work.get();
            }
            done += BATCH;
            now = THREADS.getCurrentThreadCpuTime();
        }
        return (double) (now - began) / done;
    }
}
