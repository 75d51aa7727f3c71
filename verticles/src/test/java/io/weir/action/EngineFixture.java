package io.weir.action;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.action.ledger.Ledger;
import io.weir.bus.ActionFailure;
import io.weir.bus.ActionOperation;
import io.weir.bus.ActionRefused;
import io.weir.bus.ActionReport;
import io.weir.bus.ActionsSettled;
import io.weir.bus.BusMessage;
import io.weir.bus.StartAction;
import io.weir.config.ActionConfig;
import io.weir.config.ActionsConfig;
import io.weir.config.BreakerConfig;
import io.weir.config.ConsistencyConfig;
import io.weir.config.SystemConfig;
import io.weir.flow.ManualTiming;
import io.weir.graph.Graph;
import io.weir.graph.RootSource;
import io.weir.graph.action.ActionDefinition;
import io.weir.graph.action.ActionRules;
import io.weir.graph.action.ActionSchemas;
import io.weir.source.FakeGates;
import io.weir.telemetry.Metrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** An engine with a store and handlers that do what a test says, in time that passes when a test says so. */
final class EngineFixture {

    static final String SDL = """
            type Mutation {
              create(name: String): Created! @action(url: "http://api/create", mode: EITHER)
              again(name: String): Created! @action(url: "http://api/again", mode: EITHER, idempotent: true)
              ordered(name: String): Created!
                @action(url: "http://api/ordered", mode: EITHER, serial: "{{ args.name }}")
              slow(name: String): Created! @action(url: "http://api/slow", mode: EITHER, timeout: "1m")
              many(name: String): Created!
                @action(url: "http://api/many", mode: EITHER, batch: { size: 4, window: "20ms" })
              save(name: String): Created!
                @action(url: "http://api/save", mode: EITHER, affects: ["search", "mail"])
              project(name: String): Created!
                @action(url: "http://api/save", mode: EITHER, affects: ["projection"])
              saveInTurn(name: String): Created! @action(
                url: "http://api/save", mode: EITHER, serial: "{{ args.name }}", affects: ["search"])
              saveMany(name: String): Created! @action(
                url: "http://api/save", mode: EITHER, batch: { size: 2, window: "20ms" }, affects: ["search"])
              order(name: String): OperationStateInterface! @action(url: "http://api/order", mode: ASYNC)
            }
            type Created { n: Int actionId: ID! }
            """;

    private static final SystemConfig ACK = new SystemConfig.Ack(Optional.empty(), Optional.empty(), Optional.empty());
    private static final Map<String, SystemConfig> SYSTEMS =
            Map.of("search", ACK, "mail", ACK, "projection", new SystemConfig.Log(Optional.empty(), List.of()));

    private final ConsistencyConfig consistency;

    final ManualTiming timing = new ManualTiming();
    final FakeHandlers handlers = new FakeHandlers();
    final FakeLedger ledger;
    final FakeGates gates = new FakeGates();
    /** The actions whose events were published; an event is not where it has to be before {@code published} is done. */
    final List<ActionReport> events = new ArrayList<>();

    final List<Integer> depths = new ArrayList<>();

    Future<Boolean> published = Future.succeededFuture(true);
    boolean noEvents;
    final Metrics metrics = new Metrics();
    final List<String> settled = new ArrayList<>();
    final Map<String, ActionDefinition> actions = new HashMap<>(actions());
    final ActionEngine engine;

    EngineFixture() {
        this(ActionsConfig.DEFAULT);
    }

    EngineFixture(ActionsConfig config) {
        this(config, new FakeLedger(null), ConsistencyConfig.DEFAULT.waiters());
    }

    /** A node that may hold so many actions that wait for systems. */
    EngineFixture(int waiters) {
        this(ActionsConfig.DEFAULT, new FakeLedger(null), waiters);
    }

    /** A node that finds what another one has left, which lives no longer. */
    EngineFixture(FakeLedger left) {
        this(ActionsConfig.DEFAULT, left, ConsistencyConfig.DEFAULT.waiters());
    }

    private EngineFixture(ActionsConfig config, FakeLedger ledger, int waiters) {
        this.ledger = ledger;
        this.consistency = new ConsistencyConfig(
                ConsistencyConfig.DEFAULT.timeout(),
                ConsistencyConfig.DEFAULT.patience(),
                SYSTEMS,
                ConsistencyConfig.DEFAULT.tokens(),
                waiters,
                ConsistencyConfig.DEFAULT.retention());
        ledger.timing = timing;
        engine = another("node", config, Optional.of(ledger));
        engine.start();
    }

    /** One more engine over the same store. */
    ActionEngine another(String node, ActionsConfig config, Optional<Ledger> record) {
        return new ActionEngine(
                () -> actions,
                record,
                new Neighbours(handlers, gates, this::onDone),
                config,
                consistency,
                metrics,
                node,
                timing,
                timing.clock(),
                new Random(1),
                this::onSettled);
    }

    private Future<Boolean> onDone(ActionReport done, Buffer arguments, int depth) {
        events.add(done);
        depths.add(depth);
        if (noEvents) {
            throw new IllegalStateException("no events");
        }
        return published;
    }

    private void onSettled(ActionsSettled message) {
        settled.addAll(message.ids());
        engine.onSettled(message);
    }

    /** The actions of the schema. */
    static Map<String, ActionDefinition> actions() {
        ActionRules rules = ActionSchemas.rules("http://api");
        Graph graph = ActionSchemas.graph(
                SDL, new ActionRules(rules.origins(), rules.headers(), rules.environment(), SYSTEMS, rules.amqp()));
        Map<String, ActionDefinition> actions = new HashMap<>();
        graph.sources().forEach((name, source) -> {
            if (source instanceof RootSource.Action action) {
                actions.put(name.field(), action.definition());
            }
        });
        return actions;
    }

    /** The default configuration with so many places for each action, and so many that wait. */
    static ActionsConfig config(int concurrency, int queue) {
        ActionsConfig d = ActionsConfig.DEFAULT;
        ActionConfig a = d.defaults();
        ActionConfig action = new ActionConfig(
                a.sync(),
                a.async(),
                a.expiry(),
                a.retryOn(),
                concurrency,
                a.connectTimeout(),
                a.maxResponse(),
                new BreakerConfig(true, 50, 20, Duration.ofSeconds(30), Duration.ofSeconds(10)),
                a.consistencyTimeout());
        return new ActionsConfig(
                d.allow(),
                d.headers(),
                d.env(),
                d.amqp(),
                action,
                Map.of(),
                d.places(),
                queue,
                d.lease(),
                d.poll(),
                d.drain(),
                d.batch(),
                d.retention());
    }

    Future<? extends BusMessage> sync(String field) {
        return engine.ask(start(field, "a", false, false, null));
    }

    /** For a client that waits for systems only so long. */
    Future<? extends BusMessage> durable(String field, Duration gate) {
        StartAction start = start(field, "Ann", true, false, null);
        return engine.ask(new StartAction(
                field,
                start.arguments(),
                true,
                false,
                "",
                null,
                Map.of(),
                start.operation(),
                gate.toMillis(),
                null,
                null));
    }

    /** For a client that is a system itself. */
    Future<? extends BusMessage> durable(String field, String caller) {
        StartAction start = start(field, "Ann", true, false, null);
        return engine.ask(new StartAction(
                field, start.arguments(), true, false, "", null, Map.of(), start.operation(), null, caller, null));
    }

    Future<? extends BusMessage> durable(String field) {
        return engine.ask(start(field, "a", true, false, null));
    }

    Future<? extends BusMessage> later(String field) {
        return later(field, "a");
    }

    Future<? extends BusMessage> later(String field, String name) {
        return engine.ask(start(field, name, true, true, null));
    }

    static StartAction start(String field, String name, boolean durable, boolean later, String key) {
        ActionOperation operation = new ActionOperation("mutation { a }", null, Buffer.buffer("{}"), "a");
        return new StartAction(
                field,
                Buffer.buffer("{\"name\":\"" + name + "\"}"),
                durable,
                later,
                "",
                key,
                Map.of(),
                durable ? operation : null,
                null,
                null,
                null);
    }

    void pass(Duration time) {
        timing.pass(time);
    }

    static ActionReport report(Future<? extends BusMessage> answer) {
        if (!answer.isComplete()) {
            throw new AssertionError("not answered");
        }
        if (answer.result() instanceof ActionReport report) {
            return report;
        }
        throw new AssertionError("refused: " + answer.result());
    }

    static ActionFailure refusal(Future<? extends BusMessage> answer) {
        return ((ActionRefused) answer.result()).failure();
    }
}
