package io.weir.action;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.weir.action.ledger.Acceptance;
import io.weir.action.ledger.Ledger;
import io.weir.action.ledger.NewAction;
import io.weir.bus.ActionOperation;
import io.weir.bus.ActionRefused;
import io.weir.bus.ActionReport;
import io.weir.bus.BusMessage;
import io.weir.bus.StartAction;
import io.weir.config.ActionsConfig;
import io.weir.flow.Timing;
import io.weir.json.Json;
import io.weir.store.StoreException;
import io.weir.telemetry.LogKey;
import io.weir.telemetry.Metrics;
import io.weir.template.Template;
import io.weir.template.TemplateValues;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores actions before anything else is done with them. One that may begin here at once is stored with its lease, which
 * spares a look for it. Belongs to one event loop.
 */
final class Storing {

    private static final Logger LOG = LoggerFactory.getLogger(Storing.class);

    /** How long the store may be away before a client is told. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final ActionOperation UNSAID = new ActionOperation("", null, Buffer.buffer("{}"), "");

    private final Ledger ledger;
    private final ActionsConfig config;
    private final String node;
    private final Timing timing;
    private final Persistence persistence;
    private final Places places;
    private final Calls calls;
    private final Claims claims;
    private final DurableRuns runs;
    private final Endings endings;
    private final Gating gating;
    private final Metrics metrics;

    Storing(
            Ledger ledger,
            ActionsConfig config,
            String node,
            Timing timing,
            Persistence persistence,
            Places places,
            Calls calls,
            Claims claims,
            DurableRuns runs,
            Endings endings,
            Gating gating,
            Metrics metrics) {
        this.ledger = ledger;
        this.config = config;
        this.node = node;
        this.timing = timing;
        this.persistence = persistence;
        this.places = places;
        this.calls = calls;
        this.claims = claims;
        this.runs = runs;
        this.endings = endings;
        this.gating = gating;
        this.metrics = metrics;
    }

    /**
     * What is asked for.
     *
     * @param begun when its client began to wait, by {@link Timing#nanos}
     */
    record Request(UUID id, StartAction start, Command command, Policy policy, long begun) {

        String field() {
            return start.field();
        }
    }

    /** Stores an action; answers once that is done or, where its client waits, once it has ended. */
    Future<BusMessage> start(Request request) {
        return request.policy().awaited() ? awaited(request) : later(request);
    }

    private Future<BusMessage> awaited(Request request) {
        Promise<BusMessage> answer = Promise.promise();
        places.enter(
                request.policy(),
                new Places.Turn(
                        () -> store(request, true).onComplete(answer),
                        () -> answer.complete(new ActionRefused(Failures.overloaded()))));
        return answer.future();
    }

    private Future<BusMessage> later(Request request) {
        boolean here = places.free(request.policy()) > 0
                && !claims.backlog(request.field())
                && calls.breaker(request.command().action()).room() > 0;
        if (here) {
            places.take(request.field());
        }
        return store(request, here);
    }

    /** Stores an action that has a place where it is to begin here. */
    private Future<BusMessage> store(Request request, boolean here) {
        NewAction action = action(request, here);
        return persistence
                .within(PATIENCE, () -> ledger.accept(action))
                .compose(acceptance -> onAccepted(acceptance, request, here))
                .recover(failure -> onFailure(failure, request.start(), here));
    }

    private Future<BusMessage> onAccepted(Acceptance acceptance, Request request, boolean here) {
        if (acceptance instanceof Acceptance.Stored stored) {
            metrics.action(request.field()).accepted().increment();
            Future<BusMessage> answer = answer(request, stored.report());
            begin(stored, request.command(), request.policy(), here);
            return answer;
        }
        if (here) {
            places.leave(request.field());
        }
        if (acceptance instanceof Acceptance.Known known) {
            return Future.succeededFuture(Reports.replayed(gating.current(known.report())));
        }
        return Starter.refused(Failures.keyReused());
    }

    private Future<BusMessage> answer(Request request, ActionReport accepted) {
        if (!request.policy().awaited()) {
            return Future.succeededFuture(accepted);
        }
        Duration patience = request.policy().deadline().minusNanos(timing.nanos() - request.begun());
        Duration attention = gating.attention(request.command());
        return endings.await(request.id(), accepted, request.start().owner(), patience, attention)
                .map(report -> report);
    }

    private void begin(Acceptance.Stored stored, Command command, Policy policy, boolean here) {
        if (stored.claim().isPresent()) {
            runs.run(stored.claim().get(), command, policy);
            return;
        }
        if (here) { // an older one of its serial key has not ended
            places.leave(command.action().field());
        }
        if (!claims.backlog(command.action().field())) { // which is looked after as places get free
            claims.wake();
        }
    }

    private Future<BusMessage> onFailure(Throwable failure, StartAction start, boolean here) {
        if (here) {
            places.leave(start.field());
        }
        LOG.atWarn()
                .addKeyValue(LogKey.ACTION, start.field())
                .addKeyValue(LogKey.CAUSE, failure.getMessage())
                .log("an action could not be stored");
        if (!(failure instanceof StoreException)) {
            return Starter.refused(Failures.internal());
        }
        String advice = start.idempotencyKey() == null
                ? "whether the action was taken on is not known"
                : "whether the action was taken on is not known: repeat it with the same idempotency key";
        return Starter.refused(Failures.storeAway("the store did not answer; " + advice));
    }

    private NewAction action(Request request, boolean here) {
        StartAction start = request.start();
        Command command = request.command();
        ActionOperation operation = start.operation() == null ? UNSAID : start.operation();
        Optional<NewAction.Key> key = Optional.ofNullable(start.idempotencyKey())
                .map(name -> new NewAction.Key(name, Fingerprint.of(start.field(), asked(request))));
        return new NewAction(
                request.id(),
                start.field(),
                start.owner(),
                start.arguments(),
                start.headers(),
                operation,
                key,
                serialKey(command),
                request.policy().awaited(),
                request.policy().terms(),
                here ? Optional.of(new NewAction.Holder(node, config.lease())) : Optional.empty());
    }

    /** What the client asked for, whatever hooks have made of it: they may answer otherwise each time. */
    @SuppressWarnings("unchecked") // written from an object
    private static Map<String, @Nullable Object> asked(Request request) {
        Buffer asked = request.start().asked();
        return asked == null
                ? request.command().arguments()
                : (Map<String, @Nullable Object>) Objects.requireNonNull(Json.parse(asked));
    }

    private static @Nullable String serialKey(Command command) {
        Template serial = command.action().serial().orElse(null);
        if (serial == null) {
            return null;
        }
        TemplateValues values = new TemplateValues(command.arguments(), command.headers());
        StringBuilder key = new StringBuilder();
        for (Template.Part part : serial.parts()) {
            key.append(part instanceof Template.Part.Text text ? text.text() : value(values, part));
        }
        return key.toString();
    }

    private static String value(TemplateValues values, Template.Part part) {
        String text = values.text((Template.Part.Placeholder) part);
        return text == null ? "" : text;
    }
}
