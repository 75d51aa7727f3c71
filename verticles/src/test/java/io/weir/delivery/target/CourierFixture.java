package io.weir.delivery.target;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.weir.bus.LoggedEvent;
import io.weir.config.ActionsConfig;
import io.weir.execution.OperationRequest;
import io.weir.execution.Operations;
import io.weir.execution.Prepared;
import io.weir.graph.GraphException;
import io.weir.graph.delivery.DeliveredGraph;
import io.weir.graph.delivery.DeliveryDefinition;
import io.weir.source.RecordingTopicClient;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A courier on a Vert.x of its own, and servers on real sockets for it to call. */
final class CourierFixture implements AutoCloseable {

    static final String ID = "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W";
    static final Instant HAPPENED = Instant.parse("2026-11-22T10:15:30.123456Z");
    static final String DATA = "{\"orderPlaced\":{\"__typename\":\"Order\",\"id\":\"7\",\"note\":\"für 1 €\"}}";
    private static final long PATIENCE_SECONDS = 20;

    final Vertx vertx = Vertx.vertx();
    final RecordingTopicClient topics = new RecordingTopicClient();
    /** What {@link #serve} took, and its bodies. */
    final List<HttpServerRequest> requests = new CopyOnWriteArrayList<>();

    final List<Buffer> bodies = new CopyOnWriteArrayList<>();
    /** What mutations were asked. */
    final List<OperationRequest> asked = new ArrayList<>();

    private final DeliveredGraph graph;
    private final TargetCourier courier;
    private final Map<String, InetAddress> names = new HashMap<>();
    private Instant now = HAPPENED;
    private Prepared prepared = new Prepared.Refused(Buffer.buffer("[]"));

    /** Writes configurations into this folder. */
    CourierFixture(Path folder) {
        this.graph = new DeliveredGraph(folder);
        Operations operations = request -> {
            asked.add(request);
            return prepared;
        };
        this.courier = new TargetCourier(
                vertx,
                ActionsConfig.DEFAULT,
                topics,
                operations,
                "1",
                new HttpClientOptions(),
                this::resolve,
                new Clock() {
                    @Override
                    public Instant instant() {
                        return now;
                    }

                    @Override
                    public ZoneId getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(ZoneId zone) {
                        return this;
                    }
                });
    }

    private InetAddress[] resolve(String name) throws UnknownHostException {
        if (name.equals("localhost")) {
            return new InetAddress[] {InetAddress.getByName("127.0.0.1")};
        }
        return new InetAddress[] {names.get(name)};
    }

    /** A name that leads there. */
    void name(String name, String address) throws UnknownHostException {
        names.put(name, InetAddress.getByName(address));
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** What becomes of mutations. */
    void prepares(Prepared next) {
        prepared = next;
    }

    /** An HTTP server on the loopback address; its origin, which may be called. */
    String serve(Consumer<HttpServerRequest> handler) {
        int port = await(vertx.createHttpServer()
                        .requestHandler(request -> request.body().onSuccess(body -> {
                            requests.add(request);
                            bodies.add(body);
                            handler.accept(request);
                        }))
                        .listen(0, "127.0.0.1"))
                .actualPort();
        return allowed(port);
    }

    /** A server that says what no HTTP server would. */
    String serveRaw(Consumer<NetSocket> handler) {
        NetServer server =
                await(vertx.createNetServer().connectHandler(handler::accept).listen(0, "127.0.0.1"));
        return allowed(server.actualPort());
    }

    String allowed(int port) {
        String origin = "http://localhost:" + port;
        graph.allow(origin);
        return origin;
    }

    void allow(String origin) {
        graph.allow(origin);
    }

    /** A delivery with these lines of configuration, the target first. */
    DeliveryDefinition delivery(String lines) {
        try {
            return graph.load(lines.indent(2).strip()).deliveries().get(0);
        } catch (GraphException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    static Parcel parcel(DeliveryDefinition delivery) {
        return parcel(delivery, Parcel.Step.TARGET, null);
    }

    static Parcel parcel(DeliveryDefinition delivery, Parcel.Step step, @Nullable String before) {
        return new Parcel(
                delivery,
                ID,
                step,
                3,
                HAPPENED,
                new LoggedEvent(
                        "default",
                        "placed",
                        12,
                        null,
                        2,
                        Buffer.buffer(
                                "{\"__typename\":\"Order\",\"id\":\"7\",\"n\":5,\"none\":null,\"big\":12345678901234567890}")),
                Buffer.buffer(DATA),
                before == null ? null : Buffer.buffer(before));
    }

    Verdict attempt(DeliveryDefinition delivery) {
        return attempt(parcel(delivery));
    }

    Verdict attempt(Parcel parcel) {
        return await(Future.future(
                promise -> vertx.runOnContext(loop -> courier.attempt(parcel).onComplete(promise))));
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        await(courier.close());
        await(vertx.close());
    }
}
