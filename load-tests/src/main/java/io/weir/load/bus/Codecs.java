package io.weir.load.bus;

import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageCodec;
import io.weir.bus.BusCodecs;
import io.weir.bus.BusMessage;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Finds codecs where the event bus does: they are registered by class. */
public final class Codecs {

    private Codecs() {}

    /** The codec of a message. */
    @SuppressWarnings("unchecked")
    public static MessageCodec<BusMessage, BusMessage> of(BusMessage message) {
        Map<Object, Object> codecs = new HashMap<>();
        EventBus bus = (EventBus) Proxy.newProxyInstance(
                EventBus.class.getClassLoader(), new Class<?>[] {EventBus.class}, (proxy, method, arguments) -> {
                    codecs.put(arguments[0], arguments[1]);
                    return proxy;
                });
        BusCodecs.register(bus);
        return (MessageCodec<BusMessage, BusMessage>) Objects.requireNonNull(codecs.get(message.getClass()));
    }
}
