package io.weir.hook;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.weir.config.ActionsConfig;
import io.weir.config.HookConfig;
import io.weir.flow.Timing;
import io.weir.flow.VertxTiming;
import io.weir.outbound.Destination;
import io.weir.outbound.Dialer;
import io.weir.outbound.Exchange;
import io.weir.outbound.Resolver;
import io.weir.source.HookClient;
import io.weir.source.HookException;
import io.weir.template.RefusedValueException;
import io.weir.template.Template;
import io.weir.template.UrlTemplate;
import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Asks hooks for a node. Whom it may ask, the configuration has checked against {@code actions.allow}. Thread-safe. */
public final class OutboundHooks implements HookClient {

    private final Vertx vertx;
    private final Dialer dialer;
    private final BusHooks bus;
    private final ActionsConfig config;
    private final Timing timing;
    private final Map<String, String> headers;

    private OutboundHooks(Vertx vertx, ActionsConfig config, String version, Resolver resolver) {
        this.vertx = vertx;
        this.config = config;
        this.dialer = new Dialer(
                vertx, new HttpClientOptions(), config.defaults().connectTimeout(), config.places(), resolver);
        this.bus = new BusHooks(vertx, config.defaults().maxResponse());
        this.timing = new VertxTiming(vertx, Clock.systemUTC());
        this.headers = Map.of(
                "Content-Type", "application/json",
                "Accept", "application/json",
                "Accept-Encoding", "gzip",
                "User-Agent", "Weir/" + version);
    }

    /**
     * Asks hooks.
     *
     * @param config how origins are connected to, and how large an answer may be
     * @param version of this server, which HTTP hooks are told
     */
    public static OutboundHooks of(Vertx vertx, ActionsConfig config, String version) {
        return new OutboundHooks(vertx, config, version, InetAddress::getAllByName);
    }

    @Override
    public Future<Buffer> ask(HookConfig hook, Buffer question) {
        return hook.url()
                .map(url -> onEventLoop(hook, url, question))
                .orElseGet(() -> bus.ask(hook.bus().orElseThrow(), question, hook.timeout()));
    }

    /** A caller outside of this Vert.x, or one that may block, has no event loop; a connection needs one. */
    private Future<Buffer> onEventLoop(HookConfig hook, Template url, Buffer question) {
        Context here = Vertx.currentContext();
        if (here != null && here.owner() == vertx && Context.isOnEventLoopThread()) {
            return post(hook, url, question);
        }
        Promise<Buffer> answer = Promise.promise();
        vertx.getOrCreateContext()
                .runOnContext(turn -> post(hook, url, question).onComplete(answer));
        return answer.future();
    }

    private Future<Buffer> post(HookConfig hook, Template url, Buffer question) {
        UrlTemplate called = UrlTemplate.of(url);
        Destination to = new Destination(
                HttpMethod.POST,
                called.origin(),
                target(called),
                config.defaults().connectTimeout());
        return new Exchange(dialer, timing, config.defaults().maxResponse())
                .run(to, headers, question, hook.timeout())
                .transform(came -> {
                    if (came.failed()) {
                        return Future.failedFuture(new HookException(
                                "could not be asked: " + came.cause().getMessage()));
                    }
                    Exchange.Answer answer = came.result();
                    return answer.success()
                            ? Future.succeededFuture(answer.body())
                            : Future.failedFuture(new HookException("answered with HTTP status " + answer.status()));
                });
    }

    private static String target(UrlTemplate url) {
        try {
            return url.render(placeholder -> null, List.of());
        } catch (RefusedValueException e) {
            throw new IllegalStateException("it has no placeholder", e);
        }
    }
}
