package io.weir.load.bus;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.BusMessage;
import io.weir.load.node.ProcessUsage;
import io.weir.load.report.BusReport;
import io.weir.load.report.Latency;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Sizes of messages, and the time and CPU that two processes take for them.
 *
 * @param payloads bytes of what messages carry
 * @param rounds how often each is exchanged, in turns
 * @param time how long each time
 */
public record BusSteps(List<Integer> payloads, int rounds, Duration time) {

    private static final List<Integer> AT_ONCE = List.of(1, 64);

    /** What each message is on the wire. */
    public List<BusReport.Size> sizes() {
        List<BusReport.Size> sizes = new ArrayList<>();
        for (Sample sample : Sample.values()) {
            for (int payload : payloads) {
                BusMessage message = sample.message(payload);
                Buffer wire = Buffer.buffer();
                Codecs.of(message).encodeToWire(wire, message);
                int json = sample.json(payload).toBuffer().length();
                sizes.add(new BusReport.Size(message.getClass().getSimpleName(), payload, wire.length(), json));
            }
        }
        return sizes;
    }

    /** What encoding and decoding takes alone. */
    public List<BusReport.Coding> coding() {
        List<BusReport.Coding> coding = new ArrayList<>();
        for (Sample sample : Sample.values()) {
            for (int payload : payloads) {
                coding.add(Coding.of(sample, payload, time.dividedBy(2)));
            }
        }
        return coding;
    }

    /** There and back between this process and another. */
    public List<BusReport.Trip> trips() throws Exception {
        String name = "weir-load-" + ProcessHandle.current().pid();
        int here = freePort();
        int there = freePort();
        Process echo = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dlogback.configurationFile=weir-load-logback.xml",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BusNode.class.getName(),
                        name,
                        String.valueOf(there),
                        String.valueOf(here))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        awaitReady(echo);
        try (BusNode node = BusNode.join(name, here, there)) {
            awaitEcho(node);
            // Both processes are compiled and connected before anything counts.
            inTurns(node, echo.pid(), payloads.get(0), AT_ONCE.get(AT_ONCE.size() - 1));
            List<BusReport.Trip> trips = new ArrayList<>();
            for (int payload : payloads) {
                for (int atOnce : AT_ONCE) {
                    trips.addAll(inTurns(node, echo.pid(), payload, atOnce));
                }
            }
            return trips;
        } finally {
            echo.destroy();
        }
    }

    private List<BusReport.Trip> inTurns(BusNode node, long echo, int payload, int atOnce) throws Exception {
        Form codec = new Form("RoutedEvent", Sample.ROUTED_EVENT.message(payload));
        Form json = new Form("JsonObject", Sample.ROUTED_EVENT.json(payload));
        for (int round = -1; round < rounds; round++) {
            codec.run(node, echo, atOnce, time, round >= 0);
            json.run(node, echo, atOnce, time, round >= 0);
        }
        return List.of(codec.trip(payload, atOnce), json.trip(payload, atOnce));
    }

    /** What all rounds of one form add up to; the first does not count. */
    private static final class Form {
        private final String name;
        private final Object body;
        private final Histogram latencyMicros = new Histogram(60_000_000L, 3);
        private double seconds;
        private long cpuMicros;

        Form(String name, Object body) {
            this.name = name;
            this.body = body;
        }

        void run(BusNode node, long echo, int atOnce, Duration time, boolean counts) throws Exception {
            long cpu = cpu(echo);
            long began = System.nanoTime();
            Histogram latency = RoundTrips.run(node.vertx(), body, atOnce, time);
            if (counts) {
                seconds += (System.nanoTime() - began) / 1e9;
                cpuMicros += cpu(echo) - cpu;
                latencyMicros.add(latency);
            }
        }

        BusReport.Trip trip(int payload, int atOnce) {
            double done = latencyMicros.getTotalCount();
            return new BusReport.Trip(
                    name, payload, atOnce, done / seconds, cpuMicros / done, Latency.of(latencyMicros));
        }

        private static long cpu(long echo) {
            long own = ProcessHandle.current().pid();
            return new ProcessUsage(own).cpuMicros() + new ProcessUsage(echo).cpuMicros();
        }
    }

    /** The other one is there first, so that there is one cluster from the beginning. */
    private static void awaitReady(Process echo) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(echo.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); !BusNode.READY.equals(line); line = output.readLine()) {
            if (line == null) {
                throw new IOException("the other process has ended");
            }
        }
    }

    private static void awaitEcho(BusNode node) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            try {
                BusNode.await(node.vertx().eventBus().request(BusNode.ECHO, "there?"));
                return;
            } catch (Exception notYet) {
                if (System.nanoTime() - deadline > 0) {
                    throw notYet;
                }
                Thread.sleep(200);
            }
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
