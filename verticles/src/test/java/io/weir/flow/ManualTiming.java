package io.weir.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes when a test says so. */
public final class ManualTiming implements Timing {

    private static final long START = 1_800_000_000_000L;

    private final PriorityQueue<Alarm> alarms =
            new PriorityQueue<>(Comparator.comparingLong(Alarm::at).thenComparingLong(Alarm::number));
    private long nanos;
    private long number;

    private record Alarm(long at, long number, Runnable then) {}

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public long millis() {
        return START + nanos / 1_000_000;
    }

    @Override
    public Pending after(Duration pause, Runnable then) {
        Alarm alarm = new Alarm(nanos + pause.toNanos(), number++, then);
        alarms.add(alarm);
        return () -> alarms.remove(alarm);
    }

    /** Lets time pass, and what is due happen. */
    public void pass(Duration time) {
        long end = nanos + time.toNanos();
        while (!alarms.isEmpty() && alarms.peek().at() <= end) {
            Alarm alarm = alarms.remove();
            nanos = Math.max(nanos, alarm.at());
            alarm.then().run();
        }
        nanos = end;
    }

    /** A clock that shows this time. */
    public Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.ofEpochMilli(ManualTiming.this.millis());
            }
        };
    }
}
