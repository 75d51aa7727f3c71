package io.weir.bus;

import java.util.List;

/** The codecs of what goes between those who publish, bridges and triggers. */
final class TopicCodecs {

    private static final WireCodec<RoutedEvent> ROUTED_EVENT = new WireCodec<>(
            RoutedEvent.class,
            1,
            (out, m) -> event(out.number(m.opening()).number(m.number()), m.event()),
            in -> new RoutedEvent(in.number(), in.number(), event(in)));

    private static final WireCodec<OpenTopic> OPEN_TOPIC = new WireCodec<>(
            OpenTopic.class,
            2,
            (out, m) -> route(out.text(m.provider()).text(m.topic()), m.to()).flag(m.behind()),
            in -> new OpenTopic(in.text(), in.text(), route(in), in.flag()));

    private static final WireCodec<CloseTopic> CLOSE_TOPIC = new WireCodec<>(
            CloseTopic.class,
            2,
            (out, m) -> route(out.text(m.provider()).text(m.topic()), m.to()),
            in -> new CloseTopic(in.text(), in.text(), route(in)));

    private static final WireCodec<TopicOpened> TOPIC_OPENED = new WireCodec<>(
            TopicOpened.class,
            1,
            (out, m) -> out.text(m.provider()).text(m.topic()),
            in -> new TopicOpened(in.text(), in.text()));

    private static final WireCodec<TopicClosed> TOPIC_CLOSED = new WireCodec<>(
            TopicClosed.class,
            2,
            (out, m) -> out.text(m.node())
                    .text(m.provider())
                    .text(m.topic())
                    .number(m.opening())
                    .number(m.sent()),
            in -> new TopicClosed(in.text(), in.text(), in.text(), in.number(), in.number()));

    private static final WireCodec<TopicLost> TOPIC_LOST = new WireCodec<>(
            TopicLost.class,
            2,
            (out, m) -> out.text(m.provider()).text(m.topic()).number(m.opening()),
            in -> new TopicLost(in.text(), in.text(), in.number()));

    private static final WireCodec<PublishEvent> PUBLISH_EVENT = new WireCodec<>(
            PublishEvent.class,
            2,
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

    /** All of them. */
    static final List<WireCodec<?>> ALL = List.of(
            ROUTED_EVENT,
            OPEN_TOPIC,
            CLOSE_TOPIC,
            TOPIC_OPENED,
            TOPIC_CLOSED,
            TOPIC_LOST,
            PUBLISH_EVENT,
            PUBLISH_OUTCOME,
            REQUEST_EVENT,
            EVENT_REPLY);

    private TopicCodecs() {}

    private static WireWriter attributes(WireWriter out, EventAttributes attributes) {
        return out.text(attributes.id())
                .text(attributes.source())
                .text(attributes.type())
                .number(attributes.depth());
    }

    private static EventAttributes attributes(WireReader in) {
        return new EventAttributes(in.optionalText(), in.optionalText(), in.optionalText(), (int) in.number());
    }

    private static WireWriter route(WireWriter out, TopicRoute route) {
        return out.text(route.address()).number(route.opening());
    }

    private static TopicRoute route(WireReader in) {
        return new TopicRoute(in.text(), in.number());
    }

    static void event(WireWriter out, TopicEvent event) {
        attributes(out.text(event.provider()).text(event.topic()), event.attributes())
                .bytes(event.payload());
    }

    static TopicEvent event(WireReader in) {
        return new TopicEvent(in.text(), in.text(), attributes(in), in.bytes());
    }
}
