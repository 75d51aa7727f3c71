package io.weir.bus;

import io.vertx.core.eventbus.EventBus;
import java.util.List;

/** The codecs of all messages. Call {@link #register} once per event bus, before anything is sent. */
public final class BusCodecs {

    private static final WireCodec<TopicEvent> TOPIC_EVENT =
            new WireCodec<>(TopicEvent.class, 1, BusCodecs::event, BusCodecs::event);

    private static final WireCodec<OpenTopic> OPEN_TOPIC = new WireCodec<>(
            OpenTopic.class,
            1,
            (out, m) -> out.text(m.provider()).text(m.topic()).text(m.deliverTo()),
            in -> new OpenTopic(in.text(), in.text(), in.text()));

    private static final WireCodec<CloseTopic> CLOSE_TOPIC = new WireCodec<>(
            CloseTopic.class,
            1,
            (out, m) -> out.text(m.provider()).text(m.topic()).text(m.deliverTo()),
            in -> new CloseTopic(in.text(), in.text(), in.text()));

    private static final WireCodec<TopicOpened> TOPIC_OPENED = new WireCodec<>(
            TopicOpened.class,
            1,
            (out, m) -> out.text(m.provider()).text(m.topic()),
            in -> new TopicOpened(in.text(), in.text()));

    private static final WireCodec<ProviderState> PROVIDER_STATE = new WireCodec<>(
            ProviderState.class,
            1,
            (out, m) -> out.text(m.provider()).flag(m.connected()),
            in -> new ProviderState(in.text(), in.flag()));

    private static final WireCodec<PublishEvent> PUBLISH_EVENT = new WireCodec<>(
            PublishEvent.class,
            1,
            (out, m) -> attributes(out.text(m.provider()).text(m.topic()), m.attributes())
                    .bytes(m.payload()),
            in -> new PublishEvent(in.text(), in.text(), attributes(in), in.bytes()));

    private static final WireCodec<PublishOutcome> PUBLISH_OUTCOME = new WireCodec<>(
            PublishOutcome.class,
            1,
            (out, m) -> out.flag(m.accepted()).text(m.reason()),
            in -> new PublishOutcome(in.flag(), in.text()));

    private static final WireCodec<RequestEvent> REQUEST_EVENT = new WireCodec<>(
            RequestEvent.class,
            2,
            (out, m) -> out.text(m.provider())
                    .text(m.topic())
                    .texts(m.headers())
                    .bytes(m.payload())
                    .number(m.timeoutMillis()),
            in -> new RequestEvent(in.text(), in.text(), in.texts(), in.bytes(), in.number()));

    private static final WireCodec<EventReply> EVENT_REPLY = new WireCodec<>(
            EventReply.class,
            2,
            (out, m) -> out.bytes(m.payload()).number(m.status()),
            in -> new EventReply(in.bytes(), (int) in.number()));

    private static final WireCodec<JoinTrigger> JOIN_TRIGGER = new WireCodec<>(
            JoinTrigger.class,
            3,
            (out, m) -> out.number(m.subscriptionId())
                    .text(m.deliverTo())
                    .text(m.provider())
                    .text(m.topic())
                    .text(m.query())
                    .text(m.operationName())
                    .bytes(m.variables())
                    .text(m.access())
                    .texts(m.headers())
                    .text(m.responseKey())
                    .optional(m.after(), BusCodecs::cursor),
            in -> new JoinTrigger(
                    in.number(),
                    in.text(),
                    in.text(),
                    in.text(),
                    in.text(),
                    in.optionalText(),
                    in.bytes(),
                    in.text(),
                    in.texts(),
                    in.optionalText(),
                    in.optional(BusCodecs::cursor)));

    private static final WireCodec<TriggerJoined> TRIGGER_JOINED = new WireCodec<>(
            TriggerJoined.class,
            3,
            (out, m) -> out.number(m.groupId())
                    .number(m.from())
                    .list(m.results(), BusCodecs::result)
                    .number(m.store())
                    .number(m.position()),
            in -> new TriggerJoined(in.number(), in.number(), in.list(BusCodecs::result), in.number(), in.number()));

    private static final WireCodec<TriggerPage> TRIGGER_PAGE = new WireCodec<>(
            TriggerPage.class,
            1,
            (out, m) ->
                    out.list(m.results(), BusCodecs::result).number(m.store()).number(m.position()),
            in -> new TriggerPage(in.list(BusCodecs::result), in.number(), in.number()));

    private static final WireCodec<JoinRefused> JOIN_REFUSED =
            new WireCodec<>(JoinRefused.class, 1, (out, m) -> out.bytes(m.errors()), in -> new JoinRefused(in.bytes()));

    private static final WireCodec<LeaveTrigger> LEAVE_TRIGGER = new WireCodec<>(
            LeaveTrigger.class,
            1,
            (out, m) -> out.number(m.groupId()).number(m.subscriptionId()).text(m.deliverTo()),
            in -> new LeaveTrigger(in.number(), in.number(), in.text()));

    private static final WireCodec<GroupResult> GROUP_RESULT = new WireCodec<>(
            GroupResult.class,
            3,
            (out, m) -> out.number(m.groupId())
                    .number(m.sequence())
                    .text(m.kind().name())
                    .bytes(m.payload())
                    .number(m.position())
                    .text(m.id()),
            in -> new GroupResult(
                    in.number(), in.number(), kind(in.text()), in.bytes(), in.number(), in.optionalText()));

    private static final WireCodec<AppendEvents> APPEND_EVENTS = new WireCodec<>(
            AppendEvents.class,
            1,
            (out, m) -> out.list(m.events(), BusCodecs::event),
            in -> new AppendEvents(in.list(BusCodecs::event)));

    private static final WireCodec<EventsAppended> EVENTS_APPENDED = new WireCodec<>(
            EventsAppended.class,
            1,
            (out, m) -> out.number(m.duplicates()),
            in -> new EventsAppended((int) in.number()));

    private static final WireCodec<LogAdvanced> LOG_ADVANCED = new WireCodec<>(
            LogAdvanced.class,
            1,
            (out, m) -> out.number(m.store())
                    .number(m.after())
                    .number(m.through())
                    .list(m.events(), BusCodecs::loggedEvent),
            in -> new LogAdvanced(in.number(), in.number(), in.number(), in.list(BusCodecs::loggedEvent)));

    private static final WireCodec<FindPosition> FIND_POSITION = new WireCodec<>(
            FindPosition.class,
            1,
            (out, m) -> out.text(m.provider()).text(m.topic()).optional(m.cursor(), BusCodecs::cursor),
            in -> new FindPosition(in.text(), in.text(), in.optional(BusCodecs::cursor)));

    private static final WireCodec<LogPosition> LOG_POSITION = new WireCodec<>(
            LogPosition.class,
            1,
            (out, m) -> out.number(m.store()).number(m.position()),
            in -> new LogPosition(in.number(), in.number()));

    private static final WireCodec<LogGap> LOG_GAP = new WireCodec<>(
            LogGap.class,
            1,
            (out, m) -> out.number(m.store())
                    .number(m.earliest())
                    .text(m.earliestId())
                    .number(m.latest()),
            in -> new LogGap(in.number(), in.number(), in.optionalText(), in.number()));

    private static final WireCodec<ReadLog> READ_LOG = new WireCodec<>(
            ReadLog.class,
            1,
            (out, m) -> out.text(m.provider())
                    .text(m.topic())
                    .number(m.store())
                    .number(m.after())
                    .number(m.limit()),
            in -> new ReadLog(in.text(), in.text(), in.number(), in.number(), (int) in.number()));

    private static final WireCodec<LogPage> LOG_PAGE = new WireCodec<>(
            LogPage.class,
            1,
            (out, m) -> out.list(m.events(), BusCodecs::loggedEvent)
                    .number(m.through())
                    .flag(m.last()),
            in -> new LogPage(in.list(BusCodecs::loggedEvent), in.number(), in.flag()));

    private static final WireCodec<LogTopics> LOG_TOPICS = new WireCodec<>(
            LogTopics.class,
            1,
            (out, m) -> out.text(m.provider())
                    .text(m.queue())
                    .flag(m.create())
                    .number(m.keepMillis())
                    .list(m.patterns(), WireWriter::text)
                    .list(m.retired(), WireWriter::text),
            in -> new LogTopics(
                    in.text(),
                    in.text(),
                    in.flag(),
                    in.number(),
                    in.list(WireReader::text),
                    in.list(WireReader::text)));

    private static final WireCodec<LogTopicsBound> LOG_TOPICS_BOUND = new WireCodec<>(
            LogTopicsBound.class, 1, (out, m) -> out.text(m.provider()), in -> new LogTopicsBound(in.text()));

    private static final WireCodec<TopicLost> TOPIC_LOST = new WireCodec<>(
            TopicLost.class,
            1,
            (out, m) -> out.text(m.provider()).text(m.topic()),
            in -> new TopicLost(in.text(), in.text()));

    private static final WireCodec<Checkpoint> CHECKPOINT =
            new WireCodec<>(Checkpoint.class, 1, (out, m) -> out.number(m.number()), in -> new Checkpoint(in.number()));

    private static final WireCodec<GraphReplaced> GRAPH_REPLACED = new WireCodec<>(
            GraphReplaced.class, 1, (out, m) -> out.number(m.number()), in -> new GraphReplaced(in.number()));

    private static final WireCodec<StartAction> START_ACTION = new WireCodec<>(
            StartAction.class,
            1,
            (out, m) -> out.text(m.field())
                    .bytes(m.arguments())
                    .flag(m.durable())
                    .flag(m.later())
                    .text(m.owner())
                    .text(m.idempotencyKey())
                    .texts(m.headers())
                    .optional(m.operation(), BusCodecs::operation),
            in -> new StartAction(
                    in.text(),
                    in.bytes(),
                    in.flag(),
                    in.flag(),
                    in.text(),
                    in.optionalText(),
                    in.texts(),
                    in.optional(BusCodecs::operation)));

    private static final WireCodec<ActionReport> ACTION_REPORT =
            new WireCodec<>(ActionReport.class, 1, BusCodecs::report, BusCodecs::report);

    private static final WireCodec<ActionRefused> ACTION_REFUSED = new WireCodec<>(
            ActionRefused.class, 1, (out, m) -> failure(out, m.failure()), in -> new ActionRefused(failure(in)));

    private static final WireCodec<ReadActions> READ_ACTIONS = new WireCodec<>(
            ReadActions.class,
            1,
            (out, m) -> out.list(m.ids(), WireWriter::text).text(m.owner()).flag(m.details()),
            in -> new ReadActions(in.list(WireReader::text), in.text(), in.flag()));

    private static final WireCodec<ActionReports> ACTION_REPORTS = new WireCodec<>(
            ActionReports.class,
            1,
            (out, m) -> out.list(m.reports(), BusCodecs::report),
            in -> new ActionReports(in.list(BusCodecs::report)));

    private static final WireCodec<ChangeAction> CHANGE_ACTION = new WireCodec<>(
            ChangeAction.class,
            1,
            (out, m) -> out.text(m.id()).text(m.owner()).flag(m.change() == ChangeAction.Change.RETRY),
            in -> new ChangeAction(
                    in.text(), in.text(), in.flag() ? ChangeAction.Change.RETRY : ChangeAction.Change.CANCEL));

    private static final WireCodec<ActionsSettled> ACTIONS_SETTLED = new WireCodec<>(
            ActionsSettled.class,
            1,
            (out, m) -> out.list(m.ids(), WireWriter::text),
            in -> new ActionsSettled(in.list(WireReader::text)));

    private static final List<WireCodec<?>> ALL = List.of(
            TOPIC_EVENT,
            OPEN_TOPIC,
            CLOSE_TOPIC,
            TOPIC_OPENED,
            PROVIDER_STATE,
            PUBLISH_EVENT,
            PUBLISH_OUTCOME,
            REQUEST_EVENT,
            EVENT_REPLY,
            JOIN_TRIGGER,
            TRIGGER_JOINED,
            JOIN_REFUSED,
            LEAVE_TRIGGER,
            GROUP_RESULT,
            CHECKPOINT,
            TOPIC_LOST,
            GRAPH_REPLACED,
            START_ACTION,
            ACTION_REPORT,
            ACTION_REFUSED,
            READ_ACTIONS,
            ACTION_REPORTS,
            CHANGE_ACTION,
            ACTIONS_SETTLED,
            APPEND_EVENTS,
            EVENTS_APPENDED,
            LOG_ADVANCED,
            FIND_POSITION,
            LOG_POSITION,
            LOG_GAP,
            READ_LOG,
            LOG_PAGE,
            LOG_TOPICS,
            LOG_TOPICS_BOUND,
            TRIGGER_PAGE);

    private BusCodecs() {}

    /** Makes every message of this package sendable on {@code eventBus}. Not idempotent: once per event bus. */
    public static void register(EventBus eventBus) {
        ALL.forEach(codec -> registerOne(eventBus, codec));
    }

    static List<WireCodec<?>> all() {
        return ALL;
    }

    private static <T extends BusMessage> void registerOne(EventBus eventBus, WireCodec<T> codec) {
        eventBus.registerDefaultCodec(codec.type(), codec);
    }

    private static WireWriter attributes(WireWriter out, EventAttributes attributes) {
        return out.text(attributes.id()).text(attributes.source()).text(attributes.type());
    }

    private static EventAttributes attributes(WireReader in) {
        return new EventAttributes(in.optionalText(), in.optionalText(), in.optionalText());
    }

    private static void report(WireWriter out, ActionReport report) {
        out.text(report.id())
                .text(report.field())
                .text(report.state().name())
                .number(report.acceptedAt())
                .number(report.finishedAt())
                .number(report.attempts())
                .optionalBytes(report.result())
                .optional(report.failure(), BusCodecs::failure)
                .flag(report.replayed())
                .optional(report.operation(), BusCodecs::operation)
                .optionalBytes(report.log());
    }

    private static ActionReport report(WireReader in) {
        return new ActionReport(
                in.text(),
                in.text(),
                state(in.text()),
                in.number(),
                in.number(),
                (int) in.number(),
                in.optionalBytes(),
                in.optional(BusCodecs::failure),
                in.flag(),
                in.optional(BusCodecs::operation),
                in.optionalBytes());
    }

    private static ActionState state(String name) {
        for (ActionState state : ActionState.values()) {
            if (state.name().equals(name)) {
                return state;
            }
        }
        throw new MalformedMessageException("there is no action state \"" + name + "\"");
    }

    private static void failure(WireWriter out, ActionFailure failure) {
        out.text(failure.code())
                .text(failure.message())
                .number(failure.httpStatus())
                .optionalBytes(failure.upstream())
                .list(failure.reasons(), WireWriter::text)
                .flag(failure.transientFailure())
                .number(failure.attempts())
                .number(failure.retryAfterMillis());
    }

    private static ActionFailure failure(WireReader in) {
        return new ActionFailure(
                in.text(),
                in.text(),
                (int) in.number(),
                in.optionalBytes(),
                in.list(WireReader::text),
                in.flag(),
                (int) in.number(),
                in.number());
    }

    private static void operation(WireWriter out, ActionOperation operation) {
        out.text(operation.query())
                .text(operation.operationName())
                .bytes(operation.variables())
                .text(operation.responseKey());
    }

    private static ActionOperation operation(WireReader in) {
        return new ActionOperation(in.text(), in.optionalText(), in.bytes(), in.text());
    }

    private static void event(WireWriter out, TopicEvent event) {
        attributes(out.text(event.provider()).text(event.topic()), event.attributes())
                .bytes(event.payload());
    }

    private static TopicEvent event(WireReader in) {
        return new TopicEvent(in.text(), in.text(), attributes(in), in.bytes());
    }

    private static void loggedEvent(WireWriter out, LoggedEvent event) {
        out.text(event.provider())
                .text(event.topic())
                .number(event.position())
                .text(event.id())
                .bytes(event.payload());
    }

    private static LoggedEvent loggedEvent(WireReader in) {
        return new LoggedEvent(in.text(), in.text(), in.number(), in.optionalText(), in.bytes());
    }

    private static void cursor(WireWriter out, EventCursor cursor) {
        out.number(cursor.store()).number(cursor.position()).text(cursor.id());
    }

    private static EventCursor cursor(WireReader in) {
        return new EventCursor(in.number(), in.number(), in.optionalText());
    }

    private static void result(WireWriter out, StreamResult result) {
        out.number(result.position()).text(result.id()).bytes(result.payload());
    }

    private static StreamResult result(WireReader in) {
        return new StreamResult(in.number(), in.optionalText(), in.bytes());
    }

    private static GroupResult.Kind kind(String name) {
        for (GroupResult.Kind kind : GroupResult.Kind.values()) {
            if (kind.name().equals(name)) {
                return kind;
            }
        }
        throw new MalformedMessageException("there is no kind of result \"" + name + "\"");
    }
}
