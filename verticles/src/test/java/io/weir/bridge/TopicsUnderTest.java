package io.weir.bridge;

import io.weir.bus.EventAttributes;
import java.util.List;
import java.util.function.Function;

/** One kind of provider, and someone beyond it who knows nothing of us. */
public interface TopicsUnderTest {

    /** Whether anyone can be asked over it. */
    boolean answersRequests();

    /** Connects one of ours. */
    ProviderClient client();

    /** Connects someone else. */
    Outsider outsider() throws Exception;

    /** A client of the provider that is not ours. */
    interface Outsider extends AutoCloseable {

        /** Publishes as a stranger would, and returns once the provider has it. */
        void publish(String topic, EventAttributes attributes, String payload) throws Exception;

        /** Reads a topic from now on. */
        Listening listen(String topic) throws Exception;

        /** Answers requests on a topic with the reply that the function makes of the request; none where it is null. */
        void answer(String topic, Function<String, String> reply) throws Exception;
    }

    /** What has arrived on a topic since. */
    interface Listening {

        /** Payloads, in order. */
        List<String> payloads();

        /** The attributes of each, in order. */
        List<EventAttributes> attributes();
    }
}
