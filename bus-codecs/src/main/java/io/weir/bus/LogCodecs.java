package io.weir.bus;

import java.util.List;

/** The codecs of what goes to and from the event log. */
final class LogCodecs {

    private static final WireCodec<AppendEvents> APPEND_EVENTS = new WireCodec<>(
            AppendEvents.class,
            2,
            (out, m) -> out.list(m.events(), TopicCodecs::event),
            in -> new AppendEvents(in.list(TopicCodecs::event)));

    private static final WireCodec<EventsAppended> EVENTS_APPENDED = new WireCodec<>(
            EventsAppended.class,
            1,
            (out, m) -> out.number(m.duplicates()),
            in -> new EventsAppended((int) in.number()));

    private static final WireCodec<LogAdvanced> LOG_ADVANCED = new WireCodec<>(
            LogAdvanced.class,
            2,
            (out, m) -> out.number(m.store())
                    .number(m.after())
                    .number(m.through())
                    .list(m.events(), LogCodecs::loggedEvent),
            in -> new LogAdvanced(in.number(), in.number(), in.number(), in.list(LogCodecs::loggedEvent)));

    private static final WireCodec<FindPosition> FIND_POSITION = new WireCodec<>(
            FindPosition.class,
            1,
            (out, m) -> out.text(m.provider()).text(m.topic()).optional(m.cursor(), TriggerCodecs::cursor),
            in -> new FindPosition(in.text(), in.text(), in.optional(TriggerCodecs::cursor)));

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
            2,
            (out, m) -> out.list(m.events(), LogCodecs::loggedEvent)
                    .number(m.through())
                    .flag(m.last()),
            in -> new LogPage(in.list(LogCodecs::loggedEvent), in.number(), in.flag()));

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

    private static final WireCodec<FindLogEnd> FIND_LOG_END = new WireCodec<>(
            FindLogEnd.class,
            1,
            (out, m) -> out.list(m.topics(), WireWriter::text),
            in -> new FindLogEnd(in.list(WireReader::text)));

    private static final WireCodec<ReadHistory> READ_HISTORY = new WireCodec<>(
            ReadHistory.class,
            1,
            (out, m) -> out.list(m.topics(), WireWriter::text)
                    .text(m.id())
                    .number(m.after())
                    .number(m.limit()),
            in -> new ReadHistory(in.list(WireReader::text), in.text(), in.number(), (int) in.number()));

    private static final WireCodec<ModelsWritten> MODELS_WRITTEN =
            new WireCodec<>(ModelsWritten.class, 1, (out, m) -> {}, in -> new ModelsWritten());

    /** All of them. */
    static final List<WireCodec<?>> ALL = List.of(
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
            FIND_LOG_END,
            READ_HISTORY,
            MODELS_WRITTEN);

    private LogCodecs() {}

    private static void loggedEvent(WireWriter out, LoggedEvent event) {
        out.text(event.provider())
                .text(event.topic())
                .number(event.position())
                .text(event.id())
                .number(event.depth())
                .bytes(event.payload());
    }

    private static LoggedEvent loggedEvent(WireReader in) {
        return new LoggedEvent(in.text(), in.text(), in.number(), in.optionalText(), (int) in.number(), in.bytes());
    }
}
