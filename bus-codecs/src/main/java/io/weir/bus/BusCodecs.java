package io.weir.bus;

import io.vertx.core.eventbus.EventBus;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The codecs of all messages. Call {@link #register} once per event bus, before anything is sent. */
public final class BusCodecs {

    private static final List<WireCodec<?>> ALL = Stream.of(
                    TopicCodecs.ALL,
                    TriggerCodecs.ALL,
                    LogCodecs.ALL,
                    ActionCodecs.ALL,
                    GateCodecs.ALL,
                    DeliveryCodecs.ALL,
                    NodeCodecs.ALL)
            .<WireCodec<?>>flatMap(List::stream)
            .toList();

    private BusCodecs() {}

    /** Makes every message of this package sendable on {@code eventBus}. Not idempotent: once per event bus. */
    public static void register(EventBus eventBus) {
        ALL.forEach(codec -> registerOne(eventBus, codec));
    }

    /** The version of every message's wire form, by the message's name. */
    public static Map<String, String> formats() {
        return ALL.stream()
                .collect(Collectors.toUnmodifiableMap(codec -> codec.type().getSimpleName(), WireCodec::version));
    }

    static List<WireCodec<?>> all() {
        return ALL;
    }

    private static <T extends BusMessage> void registerOne(EventBus eventBus, WireCodec<T> codec) {
        eventBus.registerDefaultCodec(codec.type(), codec);
    }
}
