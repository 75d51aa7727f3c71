package io.weir.bridge.rabbitmq;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Says which queue each topic is bound to. One thread at a time. */
interface TopicQueues {

    /** The queue that a topic is, or is to be, bound to; may declare it, which blocks. */
    String take(String topic) throws IOException;

    /** The queue that a topic is to be unbound from; null when it is bound to none. */
    @Nullable
    String leave(String topic);

    /** All in one queue, whoever bound them. */
    static TopicQueues one(String queue) {
        return new TopicQueues() {
            @Override
            public String take(String topic) {
                return queue;
            }

            @Override
            public String leave(String topic) {
                return queue;
            }
        };
    }
}
