package io.weir.bridge.rabbitmq;

import java.util.HashMap;
import java.util.Map;

/**
 * How a queue that keeps what this node must not lose is declared.
 *
 * <ul>
 *   <li>A quorum queue: what the broker has confirmed to a publisher outlives a node of the broker.
 *   <li>A single active consumer: of all nodes that read it one gets what is in it, so that its order is the broker's.
 *   <li>It expires: a queue that no node reads any more would grow for ever.
 *   <li>No delivery limit, which from RabbitMQ 4 on is 20 unless one says otherwise: what is in it would be dropped after the
 *       store was away often enough. Older brokers have none and refuse the value that says so.
 * </ul>
 */
final class QueueArguments {

    /** RabbitMQ's timers end here: 49 days. */
    private static final long LONGEST_MILLIS = 0xFFFF_FFFFL;

    private static final int FIRST_WITH_DELIVERY_LIMIT = 4;

    private QueueArguments() {}

    /**
     * The arguments of {@code queue.declare}.
     *
     * @param keepMillis how long the queue lives without a reader
     * @param broker what the broker says about itself
     */
    static Map<String, Object> of(long keepMillis, Map<String, Object> broker) {
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("x-queue-type", "quorum");
        arguments.put("x-single-active-consumer", true);
        arguments.put("x-expires", Math.max(1, Math.min(LONGEST_MILLIS, keepMillis)));
        if (majorVersion(broker) >= FIRST_WITH_DELIVERY_LIMIT) {
            arguments.put("x-delivery-limit", -1);
        }
        return arguments;
    }

    /** 0 when it is not told. */
    private static int majorVersion(Map<String, Object> broker) {
        String major = String.valueOf(broker.get("version")).split("\\.", 2)[0];
        return major.matches("\\d{1,4}") ? Integer.parseInt(major) : 0;
    }
}
