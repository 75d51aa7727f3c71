package io.weir.execution;

import io.vertx.core.buffer.Buffer;
import io.weir.bus.ActionFailure;
import io.weir.bus.ActionReport;
import io.weir.bus.ActionState;
import io.weir.bus.EventCursor;
import io.weir.bus.GateReport;
import io.weir.bus.SystemOutcome;
import io.weir.bus.SystemOutcome.Outcome;
import io.weir.config.ConsistencyConfig;
import io.weir.config.SystemConfig;
import io.weir.execution.consistency.ConsistencyTerms;
import io.weir.execution.consistency.Gates;
import io.weir.graph.Graph;
import io.weir.graph.action.ActionRules;
import io.weir.graph.action.ActionSchemas;
import io.weir.graph.action.OnTimeout;
import io.weir.source.FakeGates;
import io.weir.source.Reports;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Two systems, gates without a bus, and how both tell of themselves. */
final class GateFixture {

    static final ConsistencyConfig CONFIG = new ConsistencyConfig(
            Duration.ofSeconds(5),
            Duration.ofHours(1),
            Map.of("search", ack(Optional.empty()), "mail", ack(Optional.of(Duration.ofSeconds(9)))),
            ConsistencyConfig.DEFAULT.tokens(),
            100,
            Duration.ofDays(7));

    final FakeGates client = new FakeGates();
    final Gates gates = new Gates(client, CONFIG);

    private static SystemConfig ack(Optional<Duration> timeout) {
        return new SystemConfig.Ack(timeout, Optional.empty(), Optional.empty());
    }

    /** A graph whose actions may affect both. */
    static Graph graph(String sdl) {
        ActionRules rules = ActionSchemas.rules("http://api");
        return ActionSchemas.graph(
                sdl,
                new ActionRules(rules.origins(), rules.headers(), rules.environment(), CONFIG.systems(), rules.amqp()));
    }

    static OperationRequest request(String query, Map<String, Object> consistency) {
        return new OperationRequest(query, null, Map.of(), Map.of("consistency", consistency));
    }

    static ClientTerms terms(@Nullable OnTimeout onTimeout, String... tokens) {
        return new ClientTerms(null, null, Map.of(), new ConsistencyTerms(List.of(tokens), onTimeout, null, null));
    }

    /** Both systems have been waited for, the second as this says. */
    static GateReport gate(Outcome mail) {
        return gate(mail, null);
    }

    static GateReport gate(Outcome mail, @Nullable EventCursor log) {
        return new GateReport(
                List.of(new SystemOutcome("search", Outcome.REACHED, 3), new SystemOutcome("mail", mail, 40)),
                List.of(FakeGates.target("search"), FakeGates.target("mail")),
                log);
    }

    /** An action whose handler answered this. */
    static ActionReport report(String field, ActionState state, String result, @Nullable GateReport gate) {
        ActionReport plain = Reports.report("a1", field, state, 1, Buffer.buffer(result), (ActionFailure) null, false);
        return new ActionReport(
                plain.id(),
                plain.field(),
                plain.state(),
                plain.acceptedAt(),
                plain.finishedAt(),
                plain.attempts(),
                plain.result(),
                plain.failure(),
                plain.replayed(),
                plain.operation(),
                plain.log(),
                gate);
    }
}
