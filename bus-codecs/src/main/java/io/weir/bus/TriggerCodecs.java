package io.weir.bus;

import java.util.List;

/** The codecs of what goes between triggers and transports, and what all of a node hear. */
final class TriggerCodecs {

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
                    .optional(m.after(), TriggerCodecs::cursor),
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
                    in.optional(TriggerCodecs::cursor)));

    private static final WireCodec<TriggerJoined> TRIGGER_JOINED = new WireCodec<>(
            TriggerJoined.class,
            3,
            (out, m) -> out.number(m.groupId())
                    .number(m.from())
                    .list(m.results(), TriggerCodecs::result)
                    .number(m.store())
                    .number(m.position()),
            in -> new TriggerJoined(
                    in.number(), in.number(), in.list(TriggerCodecs::result), in.number(), in.number()));

    private static final WireCodec<TriggerPage> TRIGGER_PAGE = new WireCodec<>(
            TriggerPage.class,
            1,
            (out, m) -> out.list(m.results(), TriggerCodecs::result)
                    .number(m.store())
                    .number(m.position()),
            in -> new TriggerPage(in.list(TriggerCodecs::result), in.number(), in.number()));

    private static final WireCodec<JoinRefused> JOIN_REFUSED =
            new WireCodec<>(JoinRefused.class, 1, (out, m) -> out.bytes(m.errors()), in -> new JoinRefused(in.bytes()));

    private static final WireCodec<LeaveTrigger> LEAVE_TRIGGER = new WireCodec<>(
            LeaveTrigger.class,
            1,
            (out, m) -> out.number(m.groupId()).number(m.subscriptionId()).text(m.deliverTo()),
            in -> new LeaveTrigger(in.number(), in.number(), in.text()));

    private static final WireCodec<GroupResult> GROUP_RESULT = new WireCodec<>(
            GroupResult.class,
            4,
            (out, m) -> out.number(m.groupId())
                    .number(m.sequence())
                    .number(m.previous())
                    .text(m.kind().name())
                    .bytes(m.payload())
                    .number(m.position())
                    .text(m.id()),
            in -> new GroupResult(
                    in.number(),
                    in.number(),
                    in.number(),
                    kind(in.text()),
                    in.bytes(),
                    in.number(),
                    in.optionalText()));

    private static final WireCodec<Checkpoint> CHECKPOINT =
            new WireCodec<>(Checkpoint.class, 1, (out, m) -> out.number(m.number()), in -> new Checkpoint(in.number()));

    private static final WireCodec<GraphReplaced> GRAPH_REPLACED = new WireCodec<>(
            GraphReplaced.class, 1, (out, m) -> out.number(m.number()), in -> new GraphReplaced(in.number()));

    /** All of them. */
    static final List<WireCodec<?>> ALL = List.of(
            JOIN_TRIGGER,
            TRIGGER_JOINED,
            TRIGGER_PAGE,
            JOIN_REFUSED,
            LEAVE_TRIGGER,
            GROUP_RESULT,
            CHECKPOINT,
            GRAPH_REPLACED);

    private TriggerCodecs() {}

    static void cursor(WireWriter out, EventCursor cursor) {
        out.number(cursor.store()).number(cursor.position()).text(cursor.id());
    }

    static EventCursor cursor(WireReader in) {
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
