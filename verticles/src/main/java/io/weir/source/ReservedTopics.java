package io.weir.source;

import io.weir.config.WeirConfig;
import java.util.Optional;

/**
 * Topics of the default provider that only Weir publishes on: who hears one of their events may rely on it that the row
 * was written, or the mutation done.
 */
public final class ReservedTopics {

    private static final String MODELS = "model.";
    private static final String MUTATIONS = "mutation.";

    private ReservedTopics() {}

    /** Whether what happens to the rows of models is told there; asked of patterns too. */
    public static boolean ofModels(String provider, String topic) {
        return topic.startsWith(MODELS) && provider.equals(WeirConfig.DEFAULT_PROVIDER);
    }

    /** Why nobody may publish on a topic or ask it, in words fit for a client; empty when one may. */
    public static Optional<String> check(String provider, String topic) {
        if (ofModels(provider, topic)) {
            return Optional.of("the topic \"%s\" is Weir's own: it tells what happened to a model, so write that"
                    .formatted(topic));
        }
        return topic.startsWith(MUTATIONS) && provider.equals(WeirConfig.DEFAULT_PROVIDER)
                ? Optional.of("the topic \"%s\" is Weir's own: it tells of a mutation that was done, so call that"
                        .formatted(topic))
                : Optional.empty();
    }
}
