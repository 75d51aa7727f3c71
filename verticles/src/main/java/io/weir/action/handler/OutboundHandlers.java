package io.weir.action.handler;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.weir.config.ActionsConfig;
import io.weir.error.ErrorCode;
import io.weir.graph.action.ActionDefinition;
import io.weir.graph.action.ActionTarget;
import io.weir.graph.template.BadTopicException;
import io.weir.outbound.Resolver;
import io.weir.source.TopicClient;
import io.weir.template.RefusedValueException;
import io.weir.template.TemplateValues;
import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Handlers of all kinds: renders what goes out and hands it to whoever carries it. */
public final class OutboundHandlers implements Handlers {

    private final Vertx vertx;
    private final ActionsConfig config;
    private final HttpHandlers http;
    private final BusHandlers bus;
    private final AmqpHandlers amqp;
    private final String userAgent;

    private OutboundHandlers(
            Vertx vertx, ActionsConfig config, HttpHandlers http, TopicClient topics, String userAgent) {
        this.vertx = vertx;
        this.config = config;
        this.http = http;
        this.bus = new BusHandlers(vertx);
        this.amqp = new AmqpHandlers(topics);
        this.userAgent = userAgent;
    }

    /**
     * Calls handlers for a node.
     *
     * @param topics carries {@code amqp:} calls
     * @param version of this server, which HTTP handlers are told
     */
    public static OutboundHandlers of(Vertx vertx, ActionsConfig config, TopicClient topics, String version) {
        return of(vertx, config, topics, version, new HttpClientOptions(), InetAddress::getAllByName);
    }

    static OutboundHandlers of(
            Vertx vertx,
            ActionsConfig config,
            TopicClient topics,
            String version,
            HttpClientOptions options,
            Resolver resolver) {
        HttpHandlers http = new HttpHandlers(vertx, config, options, resolver, Clock.systemUTC());
        return new OutboundHandlers(vertx, config, http, topics, "Weir/" + version);
    }

    @Override
    public Optional<String> refusal(
            ActionDefinition action, Map<String, @Nullable Object> arguments, Map<String, String> headers) {
        try {
            TemplateValues values = new TemplateValues(arguments, headers);
            HandlerHeaders.own(action.headers(), values);
            ActionTarget target = action.target();
            if (target instanceof ActionTarget.Http called) {
                called.url().render(values, List.of());
            } else if (target instanceof ActionTarget.Bus called) {
                called.address().render(arguments);
            } else {
                ((ActionTarget.Amqp) target).routingKey().render(arguments);
            }
            return Optional.empty();
        } catch (RefusedValueException | BadTopicException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Future<HandlerOutcome> call(HandlerCall call) {
        return send(() -> Sending.of(call));
    }

    @Override
    public Future<HandlerOutcome> call(BatchCall call) {
        return send(() -> Sending.of(call));
    }

    /** Renders an attempt. */
    private interface Rendering {
        Sending render() throws RefusedValueException;
    }

    private Future<HandlerOutcome> send(Rendering attempt) {
        try {
            return prepare(attempt.render()).get();
        } catch (RefusedValueException | BadTopicException e) { // the schema has changed since it was accepted
            return Future.succeededFuture(
                    new HandlerOutcome.Broken(ErrorCode.BAD_USER_INPUT, String.valueOf(e.getMessage()), false));
        }
    }

    /** All that may be refused is done; what is left is to send. */
    private Supplier<Future<HandlerOutcome>> prepare(Sending sending) throws RefusedValueException, BadTopicException {
        ActionTarget target = sending.action().target();
        int maxResponse = config.action(sending.action().field()).maxResponse();
        if (target instanceof ActionTarget.Http called) {
            HttpRequest request = HttpRequest.of(sending, called, userAgent);
            return () -> onEventLoop(() -> http.call(sending, request));
        } else if (target instanceof ActionTarget.Bus called) {
            String address = called.address().render(sending.values().arguments());
            return () -> bus.call(sending, called, address, maxResponse);
        }
        ActionTarget.Amqp called = (ActionTarget.Amqp) target;
        String routingKey = called.routingKey().render(sending.values().arguments());
        return () -> amqp.call(sending, called, routingKey, maxResponse);
    }

    /** A caller outside of this Vert.x, or one that may block, has no event loop; a connection needs one. */
    private Future<HandlerOutcome> onEventLoop(Supplier<Future<HandlerOutcome>> call) {
        Context here = Vertx.currentContext();
        if (here != null && here.owner() == vertx && Context.isOnEventLoopThread()) {
            return call.get();
        }
        Promise<HandlerOutcome> outcome = Promise.promise();
        vertx.getOrCreateContext().runOnContext(turn -> call.get().onComplete(outcome));
        return outcome.future();
    }

    @Override
    public String upstream(ActionDefinition action) {
        ActionTarget target = action.target();
        String place = target instanceof ActionTarget.Http called
                ? called.url().origin().toString()
                : target instanceof ActionTarget.Bus called
                        ? "bus:" + called.address().pattern()
                        : "amqp:" + ((ActionTarget.Amqp) target).routingKey().pattern();
        return action.field() + " " + place;
    }

    @Override
    public Future<Void> close() {
        return http.close();
    }
}
