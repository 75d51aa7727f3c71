package io.weir.execution;

import graphql.language.OperationDefinition.Operation;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.weir.config.ActionsConfig;
import io.weir.config.ConsistencyConfig;
import io.weir.config.EventsConfig;
import io.weir.error.ErrorCode;
import io.weir.execution.consistency.ConsistencyTerms;
import io.weir.execution.consistency.Gates;
import io.weir.execution.consistency.Outcomes;
import io.weir.execution.hook.Hooks;
import io.weir.graph.Graph;
import io.weir.graph.RootSource;
import io.weir.graph.template.BadTopicException;
import io.weir.json.Json;
import io.weir.json.MalformedJsonException;
import io.weir.plan.IntrospectionFetch;
import io.weir.plan.MutationField;
import io.weir.plan.RequestError;
import io.weir.plan.RequestErrors;
import io.weir.plan.SourceFetch;
import io.weir.source.ActionClient;
import io.weir.source.ActionException;
import io.weir.source.GateClient;
import io.weir.source.SourceException;
import io.weir.source.TopicClient;
import io.weir.telemetry.LogKey;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches the root fields of queries and mutations from their sources. Thread-safe. */
public final class RootFetcher {

    private static final Logger LOG = LoggerFactory.getLogger(RootFetcher.class);

    /** What is no event: a publication that its provider refused. */
    private static final Map<String, Object> REFUSED = Map.of("success", false);

    private final Graph graph;
    private final TopicClient topics;
    private final ActionClient actions;
    private final ActionFields actionFields;
    private final ActionStates actionStates;
    private final Gates gates;
    private final Hooks hooks;
    private final EventsConfig config;
    private final MutationEvents events;
    private final String version;
    private final Introspection introspection;

    /**
     * Fetches from topics through {@code topics}, where there are no actions.
     *
     * @param version what {@code weirVersion} answers
     */
    public RootFetcher(Graph graph, TopicClient topics, EventsConfig config, String version) {
        this(graph, topics, config, ActionClient.NONE, ActionsConfig.DEFAULT, version);
    }

    /** The same with actions through {@code actions}, where there are no gates. */
    public RootFetcher(
            Graph graph,
            TopicClient topics,
            EventsConfig config,
            ActionClient actions,
            ActionsConfig actionsConfig,
            String version) {
        this(
                graph,
                topics,
                config,
                actions,
                actionsConfig,
                new Gates(GateClient.NONE, ConsistencyConfig.DEFAULT),
                Hooks.NONE,
                version);
    }

    /**
     * Fetches from topics through {@code topics}, and runs actions through {@code actions}.
     *
     * @param gates where requests wait for writes to show
     * @param hooks who has a say in mutations
     * @param version what {@code weirVersion} answers
     */
    public RootFetcher(
            Graph graph,
            TopicClient topics,
            EventsConfig config,
            ActionClient actions,
            ActionsConfig actionsConfig,
            Gates gates,
            Hooks hooks,
            String version) {
        this.graph = graph;
        this.topics = topics;
        this.actions = actions;
        this.actionFields = new ActionFields(graph, actions, actionsConfig, gates);
        this.actionStates = new ActionStates(graph, actions);
        this.gates = gates;
        this.hooks = hooks;
        this.config = config;
        this.events = new MutationEvents(() -> graph, topics, config);
        this.version = version;
        this.introspection = new Introspection(graph.schema());
    }

    @Nullable
    Object introspect(IntrospectionFetch step, Map<String, @Nullable Object> variables) {
        return introspection.answer(step, variables);
    }

    /** Fetches one root field: its value, or {@link Missing}; never a failed future. */
    Future<@Nullable Object> fetch(SourceFetch step, RootScope scope) {
        if (step.source() instanceof RootSource.WeirVersion) {
            return Future.succeededFuture(version);
        }
        try {
            Map<String, @Nullable Object> arguments = scope.arguments(step);
            Future<@Nullable Object> fetched = fetch(step, scope, arguments);
            return fetched.succeeded() ? fetched : fetched.otherwise(RootFetcher::failed);
        } catch (RequestErrors e) {
            return Future.succeededFuture(Missing.of(String.valueOf(e.getMessage()), RequestError.BAD_USER_INPUT));
        } catch (BadTopicException e) {
            return Future.succeededFuture(Missing.of(String.valueOf(e.getMessage()), RequestError.BAD_USER_INPUT));
        }
    }

    private Future<@Nullable Object> fetch(SourceFetch step, RootScope scope, Map<String, @Nullable Object> arguments)
            throws BadTopicException {
        if (step.source() instanceof RootSource.Action) {
            return actionFields.run(step, scope, arguments, new ActionFields.Done() {
                @Override
                public void ephemeral(Object value) {
                    announce(step.field(), step.storageKey(), scope, arguments, value);
                }

                @Override
                public void stored(Supplier<@Nullable Object> result) {
                    if (hooks.hasAfter(step.field())) {
                        remember(step.field(), step.storageKey(), arguments, result.get(), scope.merged());
                    }
                }
            });
        }
        if (step.source() instanceof RootSource.Queue queue) {
            return actionStates.queue(queue, arguments, scope);
        }
        Future<@Nullable Object> fetched = step.source() instanceof RootSource.ActionChange change
                ? actionStates.change(change, arguments)
                : fromTopic(step, scope, arguments);
        return Steps.map(fetched, value -> {
            if (scope.plan().kind() == Operation.MUTATION && !REFUSED.equals(value)) {
                onWritten(step, scope, arguments, value);
            }
            return value;
        });
    }

    private void onWritten(
            SourceFetch step, RootScope scope, Map<String, @Nullable Object> arguments, @Nullable Object value) {
        if (!(value instanceof Missing)) {
            scope.merged().outcomes().wrote();
            announce(step.field(), step.storageKey(), scope, arguments, value);
        }
    }

    private Future<@Nullable Object> fromTopic(
            SourceFetch step, RootScope scope, Map<String, @Nullable Object> arguments) throws BadTopicException {
        JsonWriter written = new JsonWriter(128);
        written.writeValue(arguments);
        Buffer payload = written.toBuffer();
        if (step.source() instanceof RootSource.EventsRequest request) {
            String topic = request.topic().renderOpen(request.provider(), arguments);
            Duration timeout = request.timeout().orElse(config.requestTimeout());
            Future<Buffer> reply =
                    topics.request(request.provider(), topic, request.topic().pattern(), payload, timeout);
            return Steps.map(reply, came -> reply(step, came));
        }
        if (step.source() instanceof RootSource.EventsPublish publish) {
            String topic = publish.topic().renderOpen(publish.provider(), arguments);
            return topics.publish(publish.provider(), topic, scope.attributes(), payload)
                    .map(outcome -> Map.of("success", outcome.accepted()));
        }
        throw new IllegalStateException("not a source of queries or mutations: " + step.source());
    }

    private @Nullable Object reply(SourceFetch step, Buffer reply) {
        try {
            Object value = Json.parse(reply);
            Optional<String> wrong = Representation.check(value, step, graph);
            return wrong.isPresent() ? malformedReply(wrong.get()) : value;
        } catch (MalformedJsonException e) {
            return malformedReply("it is not JSON");
        }
    }

    private static Missing malformedReply(String reason) {
        return Missing.of("the reply was not usable: " + reason, ErrorCode.MALFORMED_REPLY.name());
    }

    /** Announces what subgraphs answered to the fields of a mutation. */
    void announce(MutationField field, RootScope scope, @Nullable Object value) {
        try {
            announce(field.name(), field.storageKey(), scope, field.arguments().values(scope.variables()), value);
        } catch (RequestErrors e) { // the subgraph took what our own reading of its schema does not
            LOG.atWarn().addKeyValue(LogKey.CAUSE, e.getMessage()).log("the event of a mutation was not published");
        }
    }

    /** Every successful mutation is itself an event. It must not hold up or fail the mutation. */
    private void announce(
            String field,
            String storageKey,
            RootScope scope,
            Map<String, @Nullable Object> arguments,
            @Nullable Object value) {
        if (value == null || value instanceof Missing) {
            return;
        }
        events.publish(field, scope.attributes(), arguments, value);
        if (hooks.hasAfter(field)) {
            remember(field, storageKey, arguments, value, scope.merged());
        }
    }

    /** Hooks are told once the stage has ended: of what the value is now. */
    private static void remember(
            String field,
            String storageKey,
            Map<String, @Nullable Object> arguments,
            @Nullable Object result,
            Merged merged) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("field", field);
        told.put("args", arguments);
        told.put("result", result);
        JsonWriter written = new JsonWriter(256);
        written.writeValue(told);
        merged.succeeded(new Merged.Succeeded(field, storageKey, written.toBuffer()));
    }

    /** Who has a say in mutations. */
    Hooks hooks() {
        return hooks;
    }

    /** Where requests wait for writes to show. */
    Gates gates() {
        return gates;
    }

    /** The token of a response to what has written; see {@link Gates#seal}. */
    Future<Optional<String>> seal(ConsistencyTerms terms, Outcomes outcomes) {
        return gates.seal(terms.sealed(), outcomes, !graph.log().isEmpty());
    }

    /** What runs actions, and is asked how they stand. */
    ActionClient actions() {
        return actions;
    }

    private static Missing failed(Throwable failure) {
        if (failure instanceof ActionException action) {
            return ActionErrors.missing(action.failure(), null);
        }
        if (failure instanceof SourceException source) {
            return Missing.of(String.valueOf(source.getMessage()), source.code().name());
        }
        LOG.error("a source failed in an unforeseen way", failure);
        return Missing.of("the field could not be fetched", FieldError.INTERNAL_SERVER_ERROR);
    }
}
