package io.weir.trigger;

import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageConsumer;
import io.weir.json.MalformedJsonException;
import io.weir.source.PublicBody;
import org.jspecify.annotations.Nullable;

/** A topic of a provider of kind {@code bus}: an address that any verticle may publish to. */
final class BusTopic implements TopicSource {

    private final EventBus bus;
    private final Trigger trigger;
    private @Nullable MessageConsumer<Object> consumer;

    BusTopic(EventBus bus, Trigger trigger) {
        this.bus = bus;
        this.trigger = trigger;
    }

    @Override
    public Future<Void> open() {
        MessageConsumer<Object> opened = bus.consumer(trigger.key().topic());
        opened.handler(message -> trigger.onEvent(event(message.body())));
        consumer = opened;
        return opened.completion();
    }

    @Override
    public void close() {
        if (consumer != null) {
            consumer.unregister();
        }
    }

    private static ReceivedEvent event(@Nullable Object body) {
        try {
            return ReceivedEvent.of(PublicBody.value(body));
        } catch (MalformedJsonException e) {
            return ReceivedEvent.NOT_JSON;
        }
    }
}
