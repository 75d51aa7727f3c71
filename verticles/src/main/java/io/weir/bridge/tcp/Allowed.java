package io.weir.bridge.tcp;

import io.weir.bus.BusAddress;
import io.weir.config.TcpAllowConfig;
import io.weir.config.WeirConfig;
import io.weir.graph.log.TopicPattern;
import io.weir.source.ReservedTopics;
import java.util.List;

/** The addresses that clients may use, by direction. What is Weir's own is never among them. Immutable. */
final class Allowed {

    /** Vert.x's own addresses: replies of requests that are none of the client's business. */
    private static final String VERTX_PREFIX = "__vertx";

    private final List<TopicPattern> publish;
    private final List<TopicPattern> send;
    private final List<TopicPattern> receive;

    Allowed(TcpAllowConfig config) {
        publish = patterns(config.publish());
        send = patterns(config.send());
        receive = patterns(config.receive());
    }

    /** Whether a client may publish a frame where it wants to. */
    boolean mayPublish(Frame frame, String address) {
        return maySay(publish, frame, address);
    }

    /** Whether a client may send a frame where it wants to. */
    boolean maySend(Frame frame, String address) {
        return maySay(send, frame, address);
    }

    /** Whether a client may listen on an address. */
    boolean mayReceive(String address) {
        return !internal(address) && matches(receive, address);
    }

    /** What is said on the address of a pattern is of the topic that the header names. */
    private static boolean maySay(List<TopicPattern> patterns, Frame frame, String address) {
        String topic = frame.topic();
        return maySay(patterns, address) && (topic == null || maySay(patterns, topic));
    }

    private static boolean maySay(List<TopicPattern> patterns, String address) {
        return !internal(address)
                && ReservedTopics.check(WeirConfig.DEFAULT_PROVIDER, address).isEmpty()
                && matches(patterns, address);
    }

    private static boolean internal(String address) {
        return address.startsWith(BusAddress.INTERNAL_PREFIX) || address.startsWith(VERTX_PREFIX);
    }

    private static boolean matches(List<TopicPattern> patterns, String address) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(address));
    }

    private static List<TopicPattern> patterns(List<String> allowed) {
        return allowed.stream().map(TopicPattern::of).toList();
    }
}
