package io.weir.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One server-side subscription.
 *
 * @param name the subscription's; its place in the store
 * @param document the file of the subscription document
 * @param variables of the document
 * @param target whom it calls
 * @param then a mutation that follows when the target did it; may name what it answered
 * @param onFailure a mutation that follows when the target was given up
 * @param secrets what webhooks are signed with, each {@code whsec_…}; the newest first
 * @param schedule the pauses before each attempt: as many attempts as pauses
 * @param timeout of one attempt
 * @param concurrency attempts that may be under way at once
 * @param blocked how long what was given up holds back what follows it for the same entity
 * @param disableAfter how long a target may fail without a break until it is left in peace
 */
public record DeliveryConfig(
        String name,
        Path document,
        Map<String, @Nullable Object> variables,
        TargetConfig target,
        Optional<String> then,
        Optional<String> onFailure,
        List<String> secrets,
        List<Duration> schedule,
        Duration timeout,
        int concurrency,
        Duration blocked,
        Duration disableAfter) {

    /** Secrets are not shown. */
    @Override
    public String toString() {
        return "DeliveryConfig[name=" + name + ", target=" + target.getClass().getSimpleName() + "]";
    }
}
